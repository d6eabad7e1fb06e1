import type { DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import type { MessageSlotItem } from '../../adapters/dynamodb/layout/items.ts';
import { memberKey, metaKey, slotKey, type Key } from '../../adapters/dynamodb/layout/keys.ts';
import { isSessionId } from '../../domain/vocabulary/identifiers.ts';
import { itemsOf, memberIn, metaIn, readTogether, slotIn, type Batch } from '../lib/batch.ts';
import type { Ctx } from '../lib/context.ts';
import type { OwnMarks } from '../lib/own-marks.ts';
import { refuseSession } from '../lib/refuse.ts';

/**
 * Reads up to 50 messages with the caller's membership, consistently: which of them can have marks at all.
 *
 * In: `stash.sessionId`, `stash.userId`, `stash.seqs`. Out: `stash.messages`.
 */
export const request = (ctx: Ctx<OwnMarks>): DynamoDBBatchGetItemRequest => {
  const { doing, sessionId, userId, seqs } = ctx.stash;
  if (!isSessionId(sessionId)) refuseSession(doing);
  const keys: Key[] = [metaKey(sessionId), memberKey(sessionId, userId)];
  return readTogether(ctx, keys.concat(seqs.map((seq) => slotKey(sessionId, seq))));
};

export const response = (ctx: Ctx<OwnMarks, Batch | null>) => {
  const { doing, sessionId, userId, seqs } = ctx.stash;
  const items = itemsOf(ctx, doing);
  if (!metaIn(items, sessionId) || !memberIn(items, sessionId, userId)) return refuseSession(doing);
  ctx.stash.messages = seqs
    .map((seq) => slotIn(items, sessionId, seq))
    .filter((slot): slot is MessageSlotItem => slot?.entry === 'MESSAGE' && slot.deletedAt === undefined);
  return {};
};
