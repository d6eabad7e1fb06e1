import type { MessageSlotItem, SlotItem } from '../../adapters/dynamodb/layout/items.ts';
import { isUnreadFor, type Countable } from '../../domain/vocabulary/unread.ts';
import { callerOf } from './caller.ts';
import type { Asked, Ctx } from './context.ts';
import { sourceOf, type SessionSource } from './session-source.ts';

/** A look for unread messages on its way through `countUnread`. */
export interface Counting extends Asked {
  /** The position to look on from. */
  from: number;
  /** How many positions to look at next; none for as many as one read gives. */
  depth: number | undefined;
  /** Whether only those count that mention the caller. */
  mentionsOnly: boolean;
  /** How many there were. */
  count: number;
  /** Where the first one is. */
  firstSeq?: number | undefined;
  /** How many are enough. */
  enough: number;
  /** Whether there is nothing more to look at. */
  exhausted: boolean;
}

/** What is looked for, from the caller's read pointer of the session on. Zero is known without a query. */
export const beginCounting = (
  ctx: Ctx<Counting, unknown, unknown, SessionSource>,
  doing: string,
  look: Pick<Counting, 'depth' | 'enough' | 'mentionsOnly'>,
) => {
  const source = sourceOf(ctx);
  ctx.stash.doing = doing;
  ctx.stash.sessionId = source.id;
  ctx.stash.userId = callerOf(ctx, doing).userId;
  ctx.stash.from = source.lastReadSeq;
  ctx.stash.exhausted = source.lastSeq <= source.lastReadSeq;
  ctx.stash.depth = look.depth;
  ctx.stash.enough = look.enough;
  ctx.stash.mentionsOnly = look.mentionsOnly;
  ctx.stash.count = 0;
  return {};
};

/** What of a slot decides whether it counts, for a projection. */
export const countedAttributes = 'seq, entry, messageKind, senderId, threadRootSeq, deletedAt, mentions, expiresAt';

/** A stored message as the rules of counting see it. */
export const countable = ({ messageKind, senderId, threadRootSeq, deletedAt }: MessageSlotItem): Countable => ({
  kind: messageKind,
  senderId,
  isInThread: threadRootSeq !== undefined,
  isDeleted: deletedAt !== undefined,
});

/** Whether a slot after the caller's pointer is what is looked for. */
export const counts = (slot: SlotItem, { userId, mentionsOnly }: Counting): boolean =>
  slot.entry === 'MESSAGE' &&
  isUnreadFor(userId, countable(slot)) &&
  (!mentionsOnly || (slot.mentions ?? []).includes(userId));
