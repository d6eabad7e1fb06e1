import type { DynamoDBUpdateItemRequest } from '@aws-appsync/utils';
import { util } from '@aws-appsync/utils';
import type { ThreadReadItem } from '../../adapters/dynamodb/layout/items.ts';
import { threadReadKey } from '../../adapters/dynamodb/layout/keys.ts';
import type { Ctx } from '../lib/context.ts';
import type { JoinedForMessage } from '../lib/reading.ts';
import { refuseForNow, refuseMessage } from '../lib/refuse.ts';
import { beginUnreadReplies, type Threading } from '../lib/threads.ts';

/**
 * Moves the caller's pointer in a thread forward to a reply, never back.
 *
 * In: `stash.slots`: the reply. Out: `stash.rootSeq`, `stash.threadReadSeq`, and `stash.sides` to count on from there.
 */
export const request = (ctx: Ctx<JoinedForMessage & Threading>): DynamoDBUpdateItemRequest => {
  const { doing, sessionId, userId, seq, slots } = ctx.stash;
  const slot = slots[0];
  const rootSeq = slot?.entry === 'MESSAGE' ? slot.threadRootSeq : undefined;
  if (rootSeq === undefined) return refuseMessage(doing);
  ctx.stash.rootSeq = rootSeq;
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues({ ...threadReadKey(sessionId, rootSeq, userId) }),
    update: { expression: 'SET lastReadSeq = :seq', expressionValues: util.dynamodb.toMapValues({ ':seq': seq }) },
    condition: {
      expression: 'attribute_not_exists(lastReadSeq) OR lastReadSeq < :seq',
      expressionValues: util.dynamodb.toMapValues({ ':seq': seq }),
    },
  };
};

export const response = (ctx: Ctx<Threading, ThreadReadItem | null>) => {
  const { doing, seq } = ctx.stash;
  // With the error of a condition that failed comes the item as it is now.
  if (ctx.error && ctx.error.type !== 'DynamoDB:ConditionalCheckFailedException') return refuseForNow(doing);
  ctx.stash.threadReadSeq = ctx.error ? (ctx.result ?? refuseForNow(doing)).lastReadSeq : seq;
  beginUnreadReplies(ctx.stash);
  return {};
};
