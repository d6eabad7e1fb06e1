import type { DynamoDBQueryRequest } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import type { SlotItem } from '../../adapters/dynamodb/layout/items.ts';
import { logPartition, slotSortKey } from '../../adapters/dynamodb/layout/keys.ts';
import type { Ctx, Found } from '../lib/context.ts';
import { countedAttributes, counts, type Counting } from '../lib/counting.ts';
import { refuseForNow } from '../lib/refuse.ts';
import { retained } from '../lib/retained.ts';

/**
 * Counts on from a position, until there is no more to count or to show. The first look is a short one, since few
 * messages are unread nearly always; the next ones take all that one read gives.
 *
 * In: `beginCounting`. Out: the same, further on, and `stash.firstSeq`.
 */
export const request = (ctx: Ctx<Counting>): DynamoDBQueryRequest => {
  const { sessionId, from, count, enough, exhausted, depth } = ctx.stash;
  if (exhausted || count >= enough) runtime.earlyReturn(null, { skipTo: 'END' });
  return {
    operation: 'Query',
    query: {
      expression: 'pk = :log AND sk > :from',
      expressionValues: util.dynamodb.toMapValues({ ':log': logPartition(sessionId), ':from': slotSortKey(from) }),
    },
    projection: { expression: countedAttributes },
    ...(depth === undefined ? {} : { limit: depth }),
    consistentRead: false,
  };
};

export const response = (ctx: Ctx<Counting, Found<SlotItem> | null>) => {
  if (ctx.error || !ctx.result) return refuseForNow(ctx.stash.doing);
  const slots = ctx.result.items.map(retained);
  const found = slots.filter((slot) => counts(slot, ctx.stash));
  ctx.stash.count += found.length;
  ctx.stash.firstSeq = ctx.stash.firstSeq ?? found[0]?.seq;
  const furthest = slots[slots.length - 1];
  if (furthest) ctx.stash.from = furthest.seq;
  ctx.stash.exhausted = !ctx.result.nextToken;
  ctx.stash.depth = undefined;
  return {};
};
