import type { Attended, DueUser, Notices, Settlement } from '../../application/ports/notices.ts';
import { undisturbed } from '../../domain/notification/attention.ts';
import type { Notice } from '../../domain/notification/notice.ts';
import { isSettled } from '../../domain/notification/notice.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { instantOf } from '../../domain/shared/instant.ts';
import { NotificationLimits } from '../../domain/vocabulary/notifications.ts';

/** Forgets nothing while the process lives. */
export class MemoryNotices implements Notices {
  readonly #notices = new Map<string, Notice>();
  readonly #attentions = new Map<UserId, Map<SessionId, Attended>>();

  async find(user: UserId, id: string): Promise<Notice | undefined> {
    return this.#notices.get(keyOf(user, id));
  }

  async attention(user: UserId, sessionId: SessionId): Promise<Attended> {
    return this.#of(user).get(sessionId) ?? { sessionId, attention: undisturbed, version: 0 };
  }

  async standing(user: UserId, id: string, sessionId: SessionId) {
    return { notice: await this.find(user, id), attended: await this.attention(user, sessionId) };
  }

  async holding(user: UserId): Promise<readonly Attended[]> {
    return [...this.#of(user).values()]
      .filter(({ attention }) => attention.dueAt !== null)
      .sort((a, b) => (a.sessionId < b.sessionId ? -1 : 1))
      .slice(0, NotificationLimits.digestSessions);
  }

  async open(user: UserId, notice: Notice | null, changes: readonly Attended[]): Promise<boolean> {
    const attentions = this.#of(user);
    if (notice !== null && this.#notices.has(keyOf(user, notice.id))) return false;
    if (changes.some(({ sessionId, version }) => (attentions.get(sessionId)?.version ?? 0) !== version)) return false;
    if (notice !== null) this.#notices.set(keyOf(user, notice.id), notice);
    for (const change of changes) attentions.set(change.sessionId, { ...change, version: change.version + 1 });
    return true;
  }

  async lease(user: UserId, id: string, now: Instant, until: Instant): Promise<boolean> {
    const notice = this.#notices.get(keyOf(user, id));
    if (notice === undefined || isSettled(notice) || notice.leasedUntil > now) return false;
    this.#notices.set(keyOf(user, id), { ...notice, leasedUntil: until });
    return true;
  }

  async settle(user: UserId, id: string, { devices, mailed, givesBack }: Settlement): Promise<void> {
    const notice = this.#notices.get(keyOf(user, id));
    if (notice === undefined) return;
    this.#notices.set(keyOf(user, id), {
      ...notice,
      devices: notice.devices.filter((device) => !devices.includes(device)),
      mails: notice.mails && !mailed,
      leasedUntil: givesBack ? instantOf(0) : notice.leasedUntil,
    });
  }

  async due(before: Instant, limit: number): Promise<readonly DueUser[]> {
    const all = [...this.#attentions].flatMap(([user, attentions]) => {
      const times = [...attentions.values()].flatMap(({ attention: { dueAt } }) => dueAt ?? []);
      const earliest = times.sort((a, b) => a - b)[0];
      return earliest === undefined || earliest > before ? [] : [{ user, dueAt: earliest }];
    });
    return all.sort((a, b) => a.dueAt - b.dueAt).slice(0, limit);
  }

  #of(user: UserId): Map<SessionId, Attended> {
    const attentions = this.#attentions.get(user) ?? new Map<SessionId, Attended>();
    this.#attentions.set(user, attentions);
    return attentions;
  }
}

/** No user id holds the separator. */
const keyOf = (user: UserId, id: string): string => `${user}#${id}`;
