import type { DynamoDBQueryRequest } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import type { SlotItem } from '../../adapters/dynamodb/layout/items.ts';
import { logPartition, slotSortKey } from '../../adapters/dynamodb/layout/keys.ts';
import type { Ctx, Found } from '../lib/context.ts';
import type { Looking } from '../lib/looking.ts';
import { refuseForNow } from '../lib/refuse.ts';

/** How many positions the second and third look take in, after the newest one held no message. */
const furtherLook = 50;

/**
 * Looks backwards for the newest message. The position reserved last nearly always holds it; it does not when its writer
 * died or repeated itself.
 *
 * In: `stash.from`, `stash.depth`. Out: `stash.slot`.
 */
export const request = (ctx: Ctx<Looking>): DynamoDBQueryRequest => {
  const { sessionId, from, depth, slot } = ctx.stash;
  if (slot || from === 0) return runtime.earlyReturn(null, { skipTo: 'END' });
  return {
    operation: 'Query',
    query: {
      expression: 'pk = :log AND sk <= :from',
      expressionValues: util.dynamodb.toMapValues({ ':log': logPartition(sessionId), ':from': slotSortKey(from) }),
    },
    scanIndexForward: false,
    limit: depth,
    consistentRead: false,
  };
};

export const response = (ctx: Ctx<Looking, Found<SlotItem> | null>) => {
  if (ctx.error || !ctx.result) return refuseForNow(ctx.stash.doing);
  const slots = ctx.result.items;
  ctx.stash.slot = slots.find((slot) => slot.entry === 'MESSAGE') ?? null;
  const furthest = slots[slots.length - 1];
  ctx.stash.from = furthest ? furthest.seq - 1 : 0;
  ctx.stash.depth = furtherLook;
  return {};
};
