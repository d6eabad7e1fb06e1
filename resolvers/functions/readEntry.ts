import type { DynamoDBGetItemRequest } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import type { EventItem, SlotItem } from '../../adapters/dynamodb/layout/items.ts';
import { eventKey, slotKey } from '../../adapters/dynamodb/layout/keys.ts';
import { EventName } from '../../domain/vocabulary/event-names.ts';
import type { Ctx } from '../lib/context.ts';
import type { Pointed } from '../lib/entry.ts';
import { refuseForNow } from '../lib/refuse.ts';
import { retained } from '../lib/retained.ts';

/**
 * Reads one position of the log, consistently. Two rounds of `readRelated` after it make what it points at ready to be
 * shown: the message that changed, and what that answers and its thread starts with. Position 0, before the first, stands
 * for the opening of the session, which the outbox holds.
 *
 * In: `stash.sessionId` and `stash.seq`, or neither. Out: `stash.slots`, of one or none, or `stash.opened`.
 */
export const request = (ctx: Ctx<Pointed>): DynamoDBGetItemRequest => {
  const { sessionId, seq } = ctx.stash;
  if (sessionId === undefined || seq === undefined) return runtime.earlyReturn(null, { skipTo: 'END' });
  const key = seq === 0 ? eventKey(sessionId, 1, EventName.ChatSessionCreated) : slotKey(sessionId, seq);
  return { operation: 'GetItem', key: util.dynamodb.toMapValues({ ...key }), consistentRead: true };
};

type Entry = (SlotItem & { readonly memberIds?: never }) | (EventItem & { readonly entry?: never });

export const response = (ctx: Ctx<Pointed, Entry | null>) => {
  const item = ctx.result;
  if (ctx.error) return refuseForNow(ctx.stash.doing);
  ctx.stash.slots = item?.entry ? [retained(item)] : [];
  if (item?.memberIds) ctx.stash.opened = item;
  return {};
};
