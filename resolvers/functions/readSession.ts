import type { Context, DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { util } from '@aws-appsync/utils';
import { detailKey, memberKey, metaKey } from '../../adapters/dynamodb/layout/keys.ts';
import { isSessionId } from '../../domain/vocabulary/identifiers.ts';
import { itemsOf, type ReadItem } from '../lib/batch.ts';
import { refuseSession } from '../lib/refuse.ts';
import { tableName } from '../lib/settings.ts';

/**
 * Reads all that a session's own page shows. Strongly consistent: who created it sees it at once.
 *
 * In: `stash.doing`, `stash.sessionId`, `stash.userId`. Out: `stash.meta`, `stash.detail`, `stash.member`.
 */
export const request = (ctx: Context): DynamoDBBatchGetItemRequest => {
  const { doing, sessionId, userId } = ctx.stash;
  if (!isSessionId(sessionId)) refuseSession(doing);
  return {
    operation: 'BatchGetItem',
    tables: {
      [tableName(ctx, 'chat')]: {
        keys: [
          util.dynamodb.toMapValues({ ...metaKey(sessionId) }),
          util.dynamodb.toMapValues({ ...detailKey(sessionId) }),
          util.dynamodb.toMapValues({ ...memberKey(sessionId, userId) }),
        ],
        consistentRead: true,
      },
    },
  };
};

export const response = (ctx: Context) => {
  const { doing, sessionId, userId } = ctx.stash;
  const items = itemsOf(ctx, doing);
  const at = (sk: string): ReadItem | undefined => items.find((item) => item.sk === sk);
  const meta = at(metaKey(sessionId).sk);
  const detail = at(detailKey(sessionId).sk);
  const member = at(memberKey(sessionId, userId).sk);
  if (!meta || !detail || !member) refuseSession(doing);
  ctx.stash.meta = meta;
  ctx.stash.detail = detail;
  ctx.stash.member = member;
  return {};
};
