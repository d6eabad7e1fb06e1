import { Limits } from './limits.ts';

/** A member's pointers, as far as they were ever moved. */
export interface StoredPointers {
  readonly lastReadSeq: number;
  readonly lastDeliveredSeq: number;
}

/** How far a member has received: what is read was delivered, although only the read pointer was moved. */
export const deliveredUpTo = ({ lastReadSeq, lastDeliveredSeq }: StoredPointers): number =>
  Math.max(lastReadSeq, lastDeliveredSeq);

/**
 * Whom a receipt is broadcast to: the session where it is small enough and something moved, else nobody. A receipt from
 * each reader to each member is quadratic.
 */
export const audienceOfReceipt = (sessionId: string, memberCount: number, hasMoved: boolean): string[] =>
  hasMoved && memberCount <= Limits.receiptMembers ? [sessionId] : [];
