import type { DynamoDBGetItemRequest } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import type { MessageSlotItem } from '../../adapters/dynamodb/layout/items.ts';
import { slotKey } from '../../adapters/dynamodb/layout/keys.ts';
import { refuseForNow } from '../lib/refuse.ts';
import { toMessage } from '../lib/shapes.ts';
import type { Ctx } from '../lib/context.ts';
import type { Sending } from '../lib/sending.ts';

/**
 * A repeated send: reads the message that its client message id already names.
 *
 * In: `stash.claimedSeq`. Out: `stash.message`.
 */
export const request = (ctx: Ctx<Sending>): DynamoDBGetItemRequest => {
  const { sessionId, claimedSeq, message } = ctx.stash;
  if (message || !claimedSeq) return runtime.earlyReturn(message, { skipTo: 'END' });
  return {
    operation: 'GetItem',
    key: util.dynamodb.toMapValues({ ...slotKey(sessionId, claimedSeq) }),
    consistentRead: true,
  };
};

export const response = (ctx: Ctx<Sending, MessageSlotItem | null>) => {
  const { doing, sessionId } = ctx.stash;
  if (ctx.error || !ctx.result) return refuseForNow(doing);
  ctx.stash.message = toMessage(sessionId, ctx.result);
  return ctx.stash.message;
};
