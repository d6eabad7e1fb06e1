import type { DynamoDBQueryRequest } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import type { SlotItem } from '../../adapters/dynamodb/layout/items.ts';
import { logPartition, slotSortKey } from '../../adapters/dynamodb/layout/keys.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import type { Ctx, Found } from '../lib/context.ts';
import type { Counting } from '../lib/counting.ts';
import { refuseForNow } from '../lib/refuse.ts';

/** The first look is short, since few messages are unread nearly always; the next ones take all that one read gives. */
const firstLook = 2 * Limits.unreadShown;

/**
 * Counts on from a position, until there is no more to count or to show.
 *
 * In: `stash.from`, `stash.unread`, `stash.exhausted`. Out: the same, further on.
 */
export const request = (ctx: Ctx<Counting>): DynamoDBQueryRequest => {
  const { sessionId, from, unread, exhausted, looked } = ctx.stash;
  if (exhausted || unread >= Limits.unreadShown) runtime.earlyReturn(unread, { skipTo: 'END' });
  return {
    operation: 'Query',
    query: {
      expression: 'pk = :log AND sk > :from',
      expressionValues: util.dynamodb.toMapValues({ ':log': logPartition(sessionId), ':from': slotSortKey(from) }),
    },
    projection: { expression: 'seq, entry, senderId' },
    ...(looked ? {} : { limit: firstLook }),
    consistentRead: false,
  };
};

export const response = (ctx: Ctx<Counting, Found<SlotItem> | null>) => {
  const { doing, userId } = ctx.stash;
  if (ctx.error || !ctx.result) return refuseForNow(doing);
  const slots = ctx.result.items;
  ctx.stash.unread += slots.filter((slot) => slot.entry === 'MESSAGE' && slot.senderId !== userId).length;
  const furthest = slots[slots.length - 1];
  if (furthest) ctx.stash.from = furthest.seq;
  ctx.stash.exhausted = !ctx.result.nextToken;
  ctx.stash.looked = true;
  return {};
};
