import type { DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import type { MessageSlotItem, SlotItem } from '../../adapters/dynamodb/layout/items.ts';
import { slotKey } from '../../adapters/dynamodb/layout/keys.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import { isUnreadReplyFor } from '../../domain/vocabulary/unread.ts';
import { itemsOf, readTogether, slotIn, type Batch } from '../lib/batch.ts';
import type { Ctx } from '../lib/context.ts';
import { countable } from '../lib/counting.ts';
import { isFull, shownWith } from '../lib/paging.ts';
import type { Threading } from '../lib/threads.ts';

/** The positions that one read takes. */
const readable = ({ positions }: Threading): readonly number[] => positions.slice(0, Limits.relatedPerRead);

/**
 * Reads the replies at the positions found, consistently.
 *
 * In: `stash.positions`, `stash.sides`: one. Out: that side, further on, and `stash.slots`.
 */
export const request = (ctx: Ctx<Threading>): DynamoDBBatchGetItemRequest => {
  const { sessionId, sides, positions, asked } = ctx.stash;
  if (sides.every(isFull)) return runtime.earlyReturn();
  if (positions.length === 0) {
    ctx.stash.sides = sides.map((side) => ({ ...side, exhausted: positions.length < asked }));
    return runtime.earlyReturn();
  }
  const keys = readable(ctx.stash).map((seq) => slotKey(sessionId, seq));
  return readTogether(ctx, keys);
};

const isReply = (slot: SlotItem | undefined): slot is MessageSlotItem => slot?.entry === 'MESSAGE';

export const response = (ctx: Ctx<Threading, Batch | null>) => {
  const { doing, sessionId, userId, unreadOnly, positions, asked, sides, slots } = ctx.stash;
  const items = itemsOf(ctx, doing);
  const seqs = readable(ctx.stash);
  const replies = seqs.map((seq) => slotIn(items, sessionId, seq)).filter(isReply);
  const kept = replies.filter((reply) => !unreadOnly || isUnreadReplyFor(userId, countable(reply)));
  const side = sides[0];
  if (!unreadOnly && side) ctx.stash.slots = shownWith(slots, side, kept);
  ctx.stash.sides = sides.map((one) => ({
    ...one,
    from: seqs[seqs.length - 1] ?? one.from,
    read: one.read + seqs.length,
    found: one.found + kept.length,
    exhausted: positions.length < asked,
  }));
  return {};
};
