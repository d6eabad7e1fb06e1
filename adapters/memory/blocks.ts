import type { BlockedUser, BlockOfUser, Blocks } from '../../application/ports/blocks.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import type { MemoryStore } from './memory-store.ts';

export class MemoryBlocks implements Blocks {
  readonly #store: MemoryStore;

  constructor(store: MemoryStore) {
    this.#store = store;
  }

  async block({ blocker, blocked, direct }: BlockOfUser, at: Instant): Promise<boolean> {
    const own = this.#of(blocker);
    if (own.has(blocked)) return true;
    if (own.size >= Limits.blocksOfUser) return false;
    this.#store.blocks.set(blocker, own.set(blocked, at));
    this.#close(direct);
    return true;
  }

  async unblock({ blocker, blocked, direct }: BlockOfUser): Promise<void> {
    const wasBlocked = this.#of(blocker).delete(blocked);
    const session = this.#store.sessions.get(direct);
    if (!wasBlocked || session === undefined || this.#of(blocked).has(blocker)) return;
    session.access = { ...session.access, isClosed: false };
  }

  async blockedBy(blocker: UserId): Promise<readonly BlockedUser[]> {
    return [...this.#of(blocker)].map(([userId, since]) => ({ userId, since })).sort((a, b) => a.since - b.since);
  }

  async between(user: UserId, others: readonly UserId[]): Promise<ReadonlySet<UserId>> {
    return new Set(others.filter((other) => this.#of(user).has(other) || this.#of(other).has(user)));
  }

  async apartFrom(user: UserId, most: number): Promise<ReadonlySet<UserId> | undefined> {
    const theirs = [...this.#store.blocks].filter(([, blocked]) => blocked.has(user)).map(([blocker]) => blocker);
    const apart = new Set([...this.#of(user).keys(), ...theirs]);
    return apart.size > most ? undefined : apart;
  }

  #close(direct: SessionId): void {
    const session = this.#store.sessions.get(direct);
    if (session === undefined) return;
    const accessVersion = session.access.accessVersion + 1;
    session.access = { ...session.access, isClosed: true, accessVersion };
  }

  #of(blocker: UserId): Map<UserId, Instant> {
    return this.#store.blocks.get(blocker) ?? new Map<UserId, Instant>();
  }
}
