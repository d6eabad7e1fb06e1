import type { Context, DynamoDBQueryRequest } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import type { SlotItem } from '../../adapters/dynamodb/layout/items.ts';
import { logPartition, slotSortKey } from '../../adapters/dynamodb/layout/keys.ts';

/**
 * After the session's previewed position turned out to hold no message: finds the newest one before it.
 *
 * In: `stash.sealed`, `stash.meta`. Out: `stash.lastMessage`, null where there is none.
 */
export const request = (ctx: Context): DynamoDBQueryRequest => {
  const { sessionId, sealed, meta } = ctx.stash;
  if (!sealed.includes(meta.previewSeq)) runtime.earlyReturn(null, { skipTo: 'END' });
  return {
    operation: 'Query',
    query: {
      expression: 'pk = :log AND sk < :sealed',
      expressionValues: util.dynamodb.toMapValues({
        ':log': logPartition(sessionId),
        ':sealed': slotSortKey(meta.previewSeq),
      }),
    },
    scanIndexForward: false,
    limit: 100,
    consistentRead: true,
  };
};

export const response = (ctx: Context) => {
  // A preview is worth no refusal: the page that was asked for is already read.
  if (ctx.error) runtime.earlyReturn(null, { skipTo: 'END' });
  ctx.stash.lastMessage = ctx.result.items.find((slot: SlotItem) => slot.entry === 'MESSAGE') ?? null;
  return {};
};
