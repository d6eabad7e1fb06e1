import type { Instant } from '../../domain/shared/instant.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';

/** A user whom another one blocked. */
export interface BlockedUser {
  readonly userId: UserId;
  readonly since: Instant;
}

/** Who wants nothing to do with whom. */
export interface BlockOfUser {
  readonly blocker: UserId;
  readonly blocked: UserId;
  /** The DIRECT session of the two, whether or not it was ever opened. It is closed while a block stands either way. */
  readonly direct: SessionId;
}

/**
 * Who wants nothing to do with whom. Strongly consistent: a block holds for everyone from its answer on, and who reads their
 * DIRECT session finds it closed as long as it stands.
 * Adapters pass `test/contracts/blocks.contract.ts`.
 */
export interface Blocks {
  /**
   * Blocks a user, and closes the DIRECT session of the two where there is one, so that no right to post there outlives it;
   * one who is blocked already stays so, since when they were. `false`, and nothing happened, when the blocker has blocked
   * `Limits.blocksOfUser` others. Exact also where several come at once. @throws {StoreBusy}
   */
  block(block: BlockOfUser, at: Instant): Promise<boolean>;

  /**
   * Takes a block back, and opens the DIRECT session of the two where the other one has not blocked, too; where there is no
   * block, nothing happens. @throws {StoreBusy}
   */
  unblock(block: BlockOfUser): Promise<void>;

  /** Everyone whom the user blocked, oldest block first. @throws {StoreBusy} */
  blockedBy(blocker: UserId): Promise<readonly BlockedUser[]>;

  /** Those of at most 100 others whom the user blocked, or who blocked the user. @throws {StoreBusy} */
  between(user: UserId, others: readonly UserId[]): Promise<ReadonlySet<UserId>>;

  /** Everyone whom the user blocked, or who blocked the user; `undefined` for more than `most`. @throws {StoreBusy} */
  apartFrom(user: UserId, most: number): Promise<ReadonlySet<UserId> | undefined>;
}
