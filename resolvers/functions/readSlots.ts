import type { DynamoDBQueryRequest } from '@aws-appsync/utils';
import { util } from '@aws-appsync/utils';
import type { SlotItem } from '../../adapters/dynamodb/layout/items.ts';
import { logPartition, slotSortKey } from '../../adapters/dynamodb/layout/keys.ts';
import { refuseForNow } from '../lib/refuse.ts';
import type { CatchingUp } from '../lib/catching-up.ts';
import type { Ctx, Found } from '../lib/context.ts';
import { goOnToRelated } from '../lib/relating.ts';
import { retained } from '../lib/retained.ts';

/**
 * Reads the slots after a position, strongly consistently. Runs again after holes were sealed.
 *
 * In: `stash.after`, `stash.limit`. Out: `stash.slots`, `stash.exhausted`.
 */
export const request = (ctx: Ctx<CatchingUp>): DynamoDBQueryRequest => {
  const { sessionId, after, limit, slots, sealed } = ctx.stash;
  if (slots && !sealed) goOnToRelated(ctx.stash);
  return {
    operation: 'Query',
    query: {
      expression: 'pk = :log AND sk > :after',
      expressionValues: util.dynamodb.toMapValues({ ':log': logPartition(sessionId), ':after': slotSortKey(after) }),
    },
    limit,
    consistentRead: true,
  };
};

export const response = (ctx: Ctx<CatchingUp, Found<SlotItem> | null>) => {
  if (ctx.error || !ctx.result) return refuseForNow(ctx.stash.doing);
  ctx.stash.slots = ctx.result.items.map(retained);
  ctx.stash.exhausted = !ctx.result.nextToken;
  return {};
};
