import type { DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import type { DetailItem } from '../../adapters/dynamodb/layout/items.ts';
import { detailKey, memberKey, metaKey } from '../../adapters/dynamodb/layout/keys.ts';
import { isSessionId } from '../../domain/vocabulary/identifiers.ts';
import { detailIn, memberIn, metaIn, itemsOf, readTogether, type Batch } from '../lib/batch.ts';
import type { Asked, Ctx, Joined } from '../lib/context.ts';
import { refuseSession } from '../lib/refuse.ts';

/** A session with all that its own page shows. */
export interface Opened extends Joined {
  detail: DetailItem;
}

/**
 * Reads all that a session's own page shows. Strongly consistent: who created it sees it at once.
 *
 * In: `stash.doing`, `stash.sessionId`, `stash.userId`. Out: `stash.meta`, `stash.detail`, `stash.member`.
 */
export const request = (ctx: Ctx<Asked>): DynamoDBBatchGetItemRequest => {
  const { doing, sessionId, userId } = ctx.stash;
  if (!isSessionId(sessionId)) refuseSession(doing);
  return readTogether(ctx, [metaKey(sessionId), detailKey(sessionId), memberKey(sessionId, userId)]);
};

export const response = (ctx: Ctx<Opened, Batch | null>) => {
  const { doing, sessionId, userId } = ctx.stash;
  const items = itemsOf(ctx, doing);
  const meta = metaIn(items, sessionId);
  const detail = detailIn(items, sessionId);
  const member = memberIn(items, sessionId, userId);
  if (!meta || !detail || !member) return refuseSession(doing);
  ctx.stash.meta = meta;
  ctx.stash.detail = detail;
  ctx.stash.member = member;
  return {};
};
