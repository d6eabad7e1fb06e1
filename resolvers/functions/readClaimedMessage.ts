import type { DynamoDBGetItemRequest } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import type { SlotItem } from '../../adapters/dynamodb/layout/items.ts';
import { slotKey } from '../../adapters/dynamodb/layout/keys.ts';
import type { Ctx } from '../lib/context.ts';
import { refuseForNow, refuseMessage } from '../lib/refuse.ts';
import { retained } from '../lib/retained.ts';
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

export const response = (ctx: Ctx<Sending, SlotItem | null>) => {
  const { doing } = ctx.stash;
  if (ctx.error) return refuseForNow(doing);
  // Both are written together, so a claim without its message is one that outlived it.
  const slot = ctx.result ? retained(ctx.result) : undefined;
  if (slot?.entry !== 'MESSAGE') return refuseMessage(doing);
  ctx.stash.slots = [slot];
  return {};
};
