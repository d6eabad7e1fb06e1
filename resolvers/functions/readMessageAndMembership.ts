import type { DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { memberKey, slotKey } from '../../adapters/dynamodb/layout/keys.ts';
import { memberIn, slotIn, itemsOf, readTogether, type Batch } from '../lib/batch.ts';
import type { Ctx } from '../lib/context.ts';
import type { Reading } from '../lib/reading.ts';
import { refuseMessage } from '../lib/refuse.ts';

/**
 * Reads a message and the caller's membership of its session, and refuses where either is missing: a message of a foreign
 * session is answered as one that does not exist.
 *
 * In: `stash.doing`, `stash.sessionId`, `stash.seq`, `stash.userId`. Out: `stash.member`.
 */
export const request = (ctx: Ctx<Reading>): DynamoDBBatchGetItemRequest => {
  const { sessionId, seq, userId } = ctx.stash;
  return readTogether(ctx, [memberKey(sessionId, userId), slotKey(sessionId, seq)]);
};

export const response = (ctx: Ctx<Reading, Batch | null>) => {
  const { doing, sessionId, userId, seq } = ctx.stash;
  const items = itemsOf(ctx, doing);
  const member = memberIn(items, sessionId, userId);
  const slot = slotIn(items, sessionId, seq);
  if (!member || slot?.entry !== 'MESSAGE') return refuseMessage(doing);
  ctx.stash.member = member;
  return {};
};
