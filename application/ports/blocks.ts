import type { Instant } from '../../domain/shared/instant.ts';
import type { UserId } from '../../domain/shared/ids.ts';

/** A user whom another one blocked. */
export interface BlockedUser {
  readonly userId: UserId;
  readonly since: Instant;
}

/**
 * Who wants nothing to do with whom. Strongly consistent: a block holds for everyone from its answer on.
 * Adapters pass `test/contracts/blocks.contract.ts`.
 */
export interface Blocks {
  /**
   * Blocks a user; one who is blocked already stays so, since when they were. `false`, and nothing happened, when the
   * blocker has blocked `Limits.blocksOfUser` others. Exact also where several come at once. @throws {StoreBusy}
   */
  block(blocker: UserId, blocked: UserId, at: Instant): Promise<boolean>;

  /** Takes a block back; where there is none, nothing happens. @throws {StoreBusy} */
  unblock(blocker: UserId, blocked: UserId): Promise<void>;

  /** Everyone whom the user blocked, oldest block first. @throws {StoreBusy} */
  blockedBy(blocker: UserId): Promise<readonly BlockedUser[]>;

  /** Those of at most 100 others whom the user blocked, or who blocked the user. @throws {StoreBusy} */
  between(user: UserId, others: readonly UserId[]): Promise<ReadonlySet<UserId>>;
}
