import type { DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { memberKey, metaKey } from '../../adapters/dynamodb/layout/keys.ts';
import { isSessionId } from '../../domain/vocabulary/identifiers.ts';
import { memberIn, metaIn, itemsOf, readTogether, type Batch } from '../lib/batch.ts';
import type { Asked, Ctx, Joined } from '../lib/context.ts';
import { refuseSession } from '../lib/refuse.ts';

/**
 * Reads the caller's membership and the session's META together, consistently, and refuses where either is missing: a
 * session of others is answered as one that does not exist.
 *
 * In: `stash.doing`, `stash.sessionId`, `stash.userId`. Out: `stash.meta`, `stash.member`. Two read units.
 */
export const request = (ctx: Ctx<Asked>): DynamoDBBatchGetItemRequest => {
  const { doing, sessionId, userId } = ctx.stash;
  if (!isSessionId(sessionId)) refuseSession(doing);
  return readTogether(ctx, [metaKey(sessionId), memberKey(sessionId, userId)]);
};

export const response = (ctx: Ctx<Joined, Batch | null>) => {
  const { doing, sessionId, userId } = ctx.stash;
  const items = itemsOf(ctx, doing);
  const meta = metaIn(items, sessionId);
  const member = memberIn(items, sessionId, userId);
  if (!meta || !member) return refuseSession(doing);
  ctx.stash.meta = meta;
  ctx.stash.member = member;
  return {};
};
