import type { Context, DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { util } from '@aws-appsync/utils';
import type { SlotItem } from '../../adapters/dynamodb/layout/items.ts';
import { memberKey, slotKey } from '../../adapters/dynamodb/layout/keys.ts';
import { itemsOf } from '../lib/batch.ts';
import { refuseMessage } from '../lib/refuse.ts';
import { tableName } from '../lib/settings.ts';

/**
 * Reads a message and the caller's membership of its session, and refuses where either is missing: a message of a foreign
 * session is answered as one that does not exist.
 *
 * In: `stash.doing`, `stash.sessionId`, `stash.seq`, `stash.userId`. Out: `stash.member`.
 */
export const request = (ctx: Context): DynamoDBBatchGetItemRequest => {
  const { sessionId, seq, userId } = ctx.stash;
  return {
    operation: 'BatchGetItem',
    tables: {
      [tableName(ctx, 'chat')]: {
        keys: [
          util.dynamodb.toMapValues({ ...memberKey(sessionId, userId) }),
          util.dynamodb.toMapValues({ ...slotKey(sessionId, seq) }),
        ],
        consistentRead: true,
      },
    },
  };
};

export const response = (ctx: Context) => {
  const { doing, sessionId, userId, seq } = ctx.stash;
  const items = itemsOf(ctx, doing);
  const member = items.find((item) => item.sk === memberKey(sessionId, userId).sk);
  const slot: SlotItem | undefined = items.find((item): item is SlotItem => item.sk === slotKey(sessionId, seq).sk);
  if (!member || slot?.entry !== 'MESSAGE') refuseMessage(doing);
  ctx.stash.member = member;
  return {};
};
