import type { UserId } from '../../domain/shared/ids.ts';

/** How much users have not read. Eventually consistent. Adapters pass `test/contracts/people/unread-counts.contract.ts`. */
export interface UnreadCounts {
  /**
   * A user's unread messages over all of their sessions, by the one definition of unread (`domain/vocabulary/unread.ts`); counting
   * stops at `enough`. @throws {StoreBusy}
   */
  total(user: UserId, enough: number): Promise<number>;
}
