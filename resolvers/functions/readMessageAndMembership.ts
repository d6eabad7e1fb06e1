import type { DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { util } from '@aws-appsync/utils';
import { memberKey, slotKey } from '../../adapters/dynamodb/layout/keys.ts';
import { memberIn, slotIn, itemsOf, type Batch } from '../lib/batch.ts';
import type { Ctx } from '../lib/context.ts';
import type { Reading } from '../lib/reading.ts';
import { refuseMessage } from '../lib/refuse.ts';
import { tableName } from '../lib/settings.ts';

/**
 * Reads a message and the caller's membership of its session, and refuses where either is missing: a message of a foreign
 * session is answered as one that does not exist.
 *
 * In: `stash.doing`, `stash.sessionId`, `stash.seq`, `stash.userId`. Out: `stash.member`.
 */
export const request = (ctx: Ctx<Reading>): DynamoDBBatchGetItemRequest => {
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

export const response = (ctx: Ctx<Reading, Batch | null>) => {
  const { doing, sessionId, userId, seq } = ctx.stash;
  const items = itemsOf(ctx, doing);
  const member = memberIn(items, sessionId, userId);
  const slot = slotIn(items, sessionId, seq);
  if (!member || slot?.entry !== 'MESSAGE') return refuseMessage(doing);
  ctx.stash.member = member;
  return {};
};
