import type { ThreadReadState } from '../../generated/schema.ts';
import { messageIdOf } from '../../domain/vocabulary/identifiers.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import { aSide, type Paging } from './paging.ts';
import type { AskedForMessage } from './reading.ts';

/** Replies of a thread on their way through `readThreadPositions` and `readReplies`. */
export interface Threading extends Paging, AskedForMessage {
  /** Where the message stands that starts the thread. */
  rootSeq: number;
  /** Whether only those are kept that the caller has not read. */
  unreadOnly: boolean;
  /** The positions of replies to read next, and how many were asked for. */
  positions: readonly number[];
  asked: number;
  /** How far the caller has read in the thread. */
  threadReadSeq: number;
}

/** Begins to count what the caller has not read in the thread. */
export const beginUnreadReplies = (stash: Threading): void => {
  // One more than a side's limit is looked for.
  stash.sides = [aSide(true, stash.threadReadSeq, Limits.unreadShown - 1)];
  stash.unreadOnly = true;
};

/** Where more than a few hundred own and deleted replies lie between, those beyond are not counted. */
export const answerThreadState = ({ sessionId, rootSeq, threadReadSeq, sides }: Threading): ThreadReadState => ({
  rootId: messageIdOf(sessionId, rootSeq),
  lastReadSeq: threadReadSeq,
  unreadCount: Math.min(sides[0]?.found ?? 0, Limits.unreadShown),
});
