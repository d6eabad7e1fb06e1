import type { Attention } from '../../domain/notification/attention.ts';
import { released, stillNews } from '../../domain/notification/attention.ts';
import type { NamedSession } from '../../domain/notification/composing.ts';
import { showDigest } from '../../domain/notification/composing.ts';
import type { DigestPart, Notice } from '../../domain/notification/notice.ts';
import { noticeOfDigest } from '../../domain/notification/notice.ts';
import { isSilenced } from '../../domain/notification/who-is-notified.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { later } from '../../domain/shared/instant.ts';
import { NotificationDurations, NotificationLimits } from '../../domain/vocabulary/notifications.ts';
import type { JobOutcome } from '../ports/job-queue.ts';
import type { Attended } from '../ports/notices.ts';
import type { Telling } from './deliver.ts';
import { deliver, goOn } from './deliver.ts';
import type { NotifyingDependencies } from './dependencies.ts';
import type { DigestJob } from './jobs.ts';
import { turnOf } from './turn-of.ts';
import { quietNow, releaseLater } from './open-notice.ts';

/**
 * Tells one user, in one push, what was held back from them and is due: how much of it is still news. Where quiet hours hold
 * now it waits for their end. @throws {StoreBusy}
 */
export async function releaseDigest(
  dependencies: NotifyingDependencies,
  { user, at }: DigestJob,
  attempt: number,
): Promise<JobOutcome> {
  const { notices, devices, notificationSettings, clock, pushes } = dependencies;
  const { id, found } = await turnOf(notices, user, (turn) => noticeOfDigest(at, turn));
  if (found !== undefined) return goOn(dependencies, found, () => tellingOf(dependencies, found), attempt);

  const [holding, settings, reached] = await Promise.all([
    notices.holding(user),
    notificationSettings.of(user),
    devices.of(user),
  ]);
  const now = clock.now();
  const due = holding.filter(({ attention }) => attention.dueAt !== null && attention.dueAt <= now);
  if (due.length === 0) return { kind: 'done' };
  const quiet = quietNow(settings, reached, now);
  if (quiet !== null) {
    const postponed = due.map((one) => withAttention(one, { ...one.attention, dueAt: quiet }));
    if (!(await notices.open(user, null, postponed, now))) return { kind: 'later', afterMs: 1_000 };
    await releaseLater(pushes, user, { dueAt: quiet }, now);
    return { kind: 'done' };
  }
  const parts = (await Promise.all(due.map((one) => partOf(dependencies, user, one)))).flat();
  const told = settings.pushEnabled && parts.length > 0 ? reached.map(({ deviceId }) => deviceId) : [];
  const changes = due.map((one) => {
    const isTold = parts.some(({ sessionId }) => sessionId === one.sessionId);
    return withAttention(one, released(one.attention, now, isTold ? told : []));
  });
  const leasedUntil = later(now, NotificationDurations.lease);
  const notice: Notice = { user, id, devices: told, mails: false, leasedUntil, digest: parts };
  if (!(await notices.open(user, notice, changes, now))) return { kind: 'later', afterMs: 1_000 };
  return deliver(dependencies, notice, await tellingOf(dependencies, notice), attempt, reached);
}

const withAttention = (attended: Attended, attention: Attention): Attended => ({ ...attended, attention });

/** How much of what is held back in a session is still news to the user; nothing where none is. */
async function partOf(
  { directory, sessionLog, clock }: NotifyingDependencies,
  user: UserId,
  { sessionId, attention }: Attended,
): Promise<readonly DigestPart[]> {
  const [view, entries] = await Promise.all([
    directory.view(user, sessionId),
    attention.held.length === 0 ? [] : sessionLog.entriesAt(sessionId, attention.held),
  ]);
  if (view !== undefined && isSilenced(view.myPreferences, clock.now())) return [];
  const readSeq = view?.lastReadSeq;
  const there = new Set(
    entries.flatMap((entry) => (entry.kind === 'MESSAGE' && entry.message.deletion === null ? [entry.seq] : [])),
  );
  // Whoever is in the session no more hears nothing of what is said there.
  const part = stillNews(attention, (seq) => readSeq !== undefined && seq > readSeq && there.has(seq));
  return part.messages + part.others === 0 ? [] : [{ sessionId, ...part }];
}

async function tellingOf({ directory }: NotifyingDependencies, { user, digest }: Notice): Promise<Telling | undefined> {
  const [only] = digest;
  if (only === undefined) return undefined;
  const isOne = digest.length === 1;
  const view = isOne ? await directory.view(user, only.sessionId) : undefined;
  const session: NamedSession | null =
    view === undefined ? null : { isDirect: view.kind === 'DIRECT', name: view.myPreferences.customName ?? view.name };
  return {
    category: 'digest',
    collapseId: isOne ? `digest.${only.sessionId}` : 'digest',
    threadId: isOne ? only.sessionId : 'digest',
    data: { kind: 'digest', ...(isOne ? { sessionId: only.sessionId } : {}) },
    show: (words) => showDigest(digest, session, NotificationLimits.held, words),
  };
}
