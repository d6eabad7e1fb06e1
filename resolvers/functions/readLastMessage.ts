import type { DynamoDBQueryRequest } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import type { MessageSlotItem, SlotItem } from '../../adapters/dynamodb/layout/items.ts';
import { logPartition, slotSortKey } from '../../adapters/dynamodb/layout/keys.ts';
import { isSaid } from '../../domain/vocabulary/unread.ts';
import type { Ctx, Found } from '../lib/context.ts';
import { countable } from '../lib/counting.ts';
import type { Looking } from '../lib/looking.ts';
import { refuseForNow } from '../lib/refuse.ts';
import { retained } from '../lib/retained.ts';

/** How many times as many positions each look takes in as the one before: 1, 50, 2,500 at most. */
const wider = 50;

/**
 * Looks backwards for the newest message. The position reserved last for one nearly always holds it; it does not when its
 * writer died or repeated itself, or when it was deleted.
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

const wasSaid = (slot: SlotItem): slot is MessageSlotItem => slot.entry === 'MESSAGE' && isSaid(countable(slot));

export const response = (ctx: Ctx<Looking, Found<SlotItem> | null>) => {
  if (ctx.error || !ctx.result) return refuseForNow(ctx.stash.doing);
  const slots = ctx.result.items.map(retained);
  ctx.stash.slot = slots.find(wasSaid) ?? null;
  const furthest = slots[slots.length - 1];
  ctx.stash.from = furthest ? furthest.seq - 1 : 0;
  ctx.stash.depth = ctx.stash.depth * wider;
  return {};
};
