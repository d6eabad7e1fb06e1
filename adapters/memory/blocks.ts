import type { BlockedUser, Blocks } from '../../application/ports/blocks.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';

export class MemoryBlocks implements Blocks {
  readonly #blocks = new Map<UserId, Map<UserId, Instant>>();

  async block(blocker: UserId, blocked: UserId, at: Instant): Promise<boolean> {
    const own = this.#of(blocker);
    if (own.has(blocked)) return true;
    if (own.size >= Limits.blocksOfUser) return false;
    this.#blocks.set(blocker, own.set(blocked, at));
    return true;
  }

  async unblock(blocker: UserId, blocked: UserId): Promise<void> {
    this.#of(blocker).delete(blocked);
  }

  async blockedBy(blocker: UserId): Promise<readonly BlockedUser[]> {
    return [...this.#of(blocker)].map(([userId, since]) => ({ userId, since })).sort((a, b) => a.since - b.since);
  }

  async between(user: UserId, others: readonly UserId[]): Promise<ReadonlySet<UserId>> {
    return new Set(others.filter((other) => this.#of(user).has(other) || this.#of(other).has(user)));
  }

  #of(blocker: UserId): Map<UserId, Instant> {
    return this.#blocks.get(blocker) ?? new Map<UserId, Instant>();
  }
}
