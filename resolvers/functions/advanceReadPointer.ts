import type { DynamoDBUpdateItemRequest } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import type { MemberItem } from '../../adapters/dynamodb/layout/items.ts';
import { memberKey } from '../../adapters/dynamodb/layout/keys.ts';
import type { Ctx } from '../lib/context.ts';
import type { Reading } from '../lib/reading.ts';
import type { ReadReceipt } from '../../generated/schema.ts';
import { refuseForNow } from '../lib/refuse.ts';

const receiptOf = (sessionId: string, userId: string, seq: number, at: string): ReadReceipt => ({
  sessionId,
  userId,
  lastReadSeq: seq,
  readAt: at,
});

/**
 * Moves the caller's read pointer forward, never back: one pointer, whatever the number of members and messages.
 *
 * In: `stash.member`, `stash.seq`. Out: `stash.receipt`.
 */
export const request = (ctx: Ctx<Reading>): DynamoDBUpdateItemRequest => {
  const { sessionId, userId, seq, member } = ctx.stash;
  if (member.lastReadSeq >= seq && member.readAt) {
    ctx.stash.receipt = receiptOf(sessionId, userId, member.lastReadSeq, member.readAt);
    runtime.earlyReturn();
  }
  ctx.stash.readAt = util.time.nowISO8601();
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues({ ...memberKey(sessionId, userId) }),
    update: {
      expression: 'SET lastReadSeq = :seq, readAt = :now',
      expressionValues: util.dynamodb.toMapValues({ ':seq': seq, ':now': ctx.stash.readAt }),
    },
    condition: {
      expression: 'lastReadSeq < :seq',
      expressionValues: util.dynamodb.toMapValues({ ':seq': seq }),
    },
  };
};

export const response = (ctx: Ctx<Reading, MemberItem | null>) => {
  const { doing, sessionId, userId, seq, readAt } = ctx.stash;
  if (ctx.error?.type === 'DynamoDB:ConditionalCheckFailedException') {
    // Another device moved the pointer at least as far meanwhile; with the error comes the item as it is now.
    if (ctx.result?.readAt) {
      ctx.stash.receipt = receiptOf(sessionId, userId, ctx.result.lastReadSeq, ctx.result.readAt);
      return {};
    }
  }
  if (ctx.error) refuseForNow(doing);
  ctx.stash.receipt = receiptOf(sessionId, userId, seq, readAt);
  return {};
};
