import type { DynamoDBGetItemRequest } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import type { MessageSlotItem } from '../../adapters/dynamodb/layout/items.ts';
import { slotKey } from '../../adapters/dynamodb/layout/keys.ts';
import type { Ctx } from '../lib/context.ts';
import { refuseForNow } from '../lib/refuse.ts';
import type { Sending } from '../lib/sending.ts';

/**
 * A repeated send: reads the message that its client message id already names, as it is now.
 *
 * In: `stash.claimedSeq`. Out: `stash.slots`.
 */
export const request = (ctx: Ctx<Sending>): DynamoDBGetItemRequest => {
  const { sessionId, claimedSeq } = ctx.stash;
  if (!claimedSeq) return runtime.earlyReturn();
  return {
    operation: 'GetItem',
    key: util.dynamodb.toMapValues({ ...slotKey(sessionId, claimedSeq) }),
    consistentRead: true,
  };
};

export const response = (ctx: Ctx<Sending, MessageSlotItem | null>) => {
  if (ctx.error || !ctx.result) return refuseForNow(ctx.stash.doing);
  ctx.stash.slots = [ctx.result];
  return {};
};
