import type { DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { memberKey, slotKey, threadReadKey } from '../../adapters/dynamodb/layout/keys.ts';
import { itemsOf, memberIn, readTogether, slotIn, threadReadIn, type Batch } from '../lib/batch.ts';
import type { Ctx } from '../lib/context.ts';
import type { AskedForMessage } from '../lib/reading.ts';
import { refuseMessage } from '../lib/refuse.ts';
import { beginUnreadReplies, type Threading } from '../lib/threads.ts';

/**
 * Reads the message that starts a thread, the caller's membership and how far they have read in it, consistently. Refuses
 * where one of the first two is missing, and a message that is itself in a thread.
 *
 * In: `beginWithMessage`. Out: `stash.rootSeq`, `stash.threadReadSeq`, and with `stash.unreadOnly`
 * `stash.sides`, to count on from there.
 */
export const request = (ctx: Ctx<AskedForMessage>): DynamoDBBatchGetItemRequest => {
  const { sessionId, seq, userId } = ctx.stash;
  return readTogether(ctx, [
    memberKey(sessionId, userId),
    slotKey(sessionId, seq),
    threadReadKey(sessionId, seq, userId),
  ]);
};

export const response = (ctx: Ctx<Threading, Batch | null>) => {
  const { doing, sessionId, userId, seq } = ctx.stash;
  const items = itemsOf(ctx, doing);
  const root = slotIn(items, sessionId, seq);
  const isRoot = root?.entry === 'MESSAGE' && root.threadRootSeq === undefined;
  if (!memberIn(items, sessionId, userId) || !isRoot) return refuseMessage(doing);
  ctx.stash.rootSeq = seq;
  ctx.stash.threadReadSeq = threadReadIn(items, sessionId, seq, userId)?.lastReadSeq ?? 0;
  if (ctx.stash.unreadOnly) beginUnreadReplies(ctx.stash);
  return {};
};
