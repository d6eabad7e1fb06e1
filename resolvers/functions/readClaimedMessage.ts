import type { Context, DynamoDBGetItemRequest } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import { slotKey } from '../../adapters/dynamodb/layout/keys.ts';
import { refuseForNow } from '../lib/refuse.ts';
import { toMessage } from '../lib/shapes.ts';

/**
 * A repeated send: reads the message that its client message id already names.
 *
 * In: `stash.claimedSeq`. Out: `stash.message`.
 */
export const request = (ctx: Context): DynamoDBGetItemRequest => {
  const { sessionId, claimedSeq, message } = ctx.stash;
  if (message || !claimedSeq) runtime.earlyReturn(message, { skipTo: 'END' });
  return {
    operation: 'GetItem',
    key: util.dynamodb.toMapValues({ ...slotKey(sessionId, claimedSeq) }),
    consistentRead: true,
  };
};

export const response = (ctx: Context) => {
  const { doing, sessionId } = ctx.stash;
  if (ctx.error || !ctx.result) refuseForNow(doing);
  ctx.stash.message = toMessage(sessionId, ctx.result);
  return ctx.stash.message;
};
