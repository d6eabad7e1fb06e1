import type { DynamoDBQueryRequest } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import { slotSortKey, type Key } from '../../adapters/dynamodb/layout/keys.ts';
import { byThread } from '../../adapters/dynamodb/layout/tables.ts';
import { messageIdOf } from '../../domain/vocabulary/identifiers.ts';
import type { Ctx, Found } from '../lib/context.ts';
import { isFull } from '../lib/paging.ts';
import { refuseForNow } from '../lib/refuse.ts';
import type { Threading } from '../lib/threads.ts';

/**
 * Finds the positions of a thread's replies, in one direction from a position. By an index, which follows the log within
 * moments.
 *
 * In: `stash.rootSeq`, `stash.sides`: one. Out: `stash.positions`, `stash.asked`.
 */
export const request = (ctx: Ctx<Threading>): DynamoDBQueryRequest => {
  const { sessionId, rootSeq, sides } = ctx.stash;
  const side = sides[0];
  if (!side || isFull(side)) return runtime.earlyReturn();
  const { forward, from, limit } = side;
  const thread = { ':thread': messageIdOf(sessionId, rootSeq) };
  ctx.stash.asked = limit + 1;
  return {
    operation: 'Query',
    index: byThread.name,
    query:
      from === null
        ? { expression: 'threadKey = :thread', expressionValues: util.dynamodb.toMapValues(thread) }
        : {
            expression: forward ? 'threadKey = :thread AND sk > :from' : 'threadKey = :thread AND sk < :from',
            expressionValues: util.dynamodb.toMapValues({ ...thread, ':from': slotSortKey(from) }),
          },
    scanIndexForward: forward,
    limit: ctx.stash.asked,
  };
};

export const response = (ctx: Ctx<Threading, Found<Key> | null>) => {
  if (ctx.error || !ctx.result) return refuseForNow(ctx.stash.doing);
  // A sort key of the log is a position.
  ctx.stash.positions = ctx.result.items.map(({ sk }) => +sk);
  return {};
};
