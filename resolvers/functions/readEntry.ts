import type { DynamoDBGetItemRequest } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import type { SlotItem } from '../../adapters/dynamodb/layout/items.ts';
import { slotKey } from '../../adapters/dynamodb/layout/keys.ts';
import type { Ctx } from '../lib/context.ts';
import type { Pointed } from '../lib/entry.ts';
import { refuseForNow } from '../lib/refuse.ts';

/**
 * Reads one position of the log, consistently. Two rounds of `readRelated` after it make what it points at ready to be
 * shown: the message that changed, and what that answers and its thread starts with.
 *
 * In: `stash.sessionId` and `stash.seq`, or neither. Out: `stash.slots`, of one or none.
 */
export const request = (ctx: Ctx<Pointed>): DynamoDBGetItemRequest => {
  const { sessionId, seq } = ctx.stash;
  if (sessionId === undefined || seq === undefined) return runtime.earlyReturn(null, { skipTo: 'END' });
  return {
    operation: 'GetItem',
    key: util.dynamodb.toMapValues({ ...slotKey(sessionId, seq) }),
    consistentRead: true,
  };
};

export const response = (ctx: Ctx<Pointed, SlotItem | null>) => {
  if (ctx.error) return refuseForNow(ctx.stash.doing);
  ctx.stash.slots = ctx.result ? [ctx.result] : [];
  return {};
};
