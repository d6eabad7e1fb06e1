import type { DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { memberKey, metaKey, slotKey } from '../../adapters/dynamodb/layout/keys.ts';
import { itemsOf, memberIn, metaIn, readTogether, slotIn, type Batch } from '../lib/batch.ts';
import type { Ctx } from '../lib/context.ts';
import type { AskedForMessage, JoinedForMessage } from '../lib/reading.ts';
import { refuseMessage } from '../lib/refuse.ts';

/**
 * Reads a message, its session's META and the caller's membership, consistently, and refuses where one is missing: a
 * message of a foreign session is answered as one that does not exist.
 *
 * In: `beginWithMessage`. Out: `stash.meta`, `stash.member`, `stash.slots`: the message alone. Three read units at 4 KB.
 */
export const request = (ctx: Ctx<AskedForMessage>): DynamoDBBatchGetItemRequest => {
  const { sessionId, seq, userId } = ctx.stash;
  return readTogether(ctx, [metaKey(sessionId), memberKey(sessionId, userId), slotKey(sessionId, seq)]);
};

export const response = (ctx: Ctx<JoinedForMessage, Batch | null>) => {
  const { doing, sessionId, userId, seq } = ctx.stash;
  const items = itemsOf(ctx, doing);
  const meta = metaIn(items, sessionId);
  const member = memberIn(items, sessionId, userId);
  const slot = slotIn(items, sessionId, seq);
  if (!meta || !member || slot?.entry !== 'MESSAGE') return refuseMessage(doing);
  ctx.stash.meta = meta;
  ctx.stash.member = member;
  ctx.stash.slots = [slot];
  return {};
};
