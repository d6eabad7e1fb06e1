import type { DynamoDBUpdateItemRequest } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import type { MemberItem } from '../../adapters/dynamodb/layout/items.ts';
import { memberKey } from '../../adapters/dynamodb/layout/keys.ts';
import type { Ctx } from '../lib/context.ts';
import { endMove, keepReceipt, type Reading } from '../lib/reading.ts';

/**
 * Moves the caller's read pointer forward, never back: one pointer, whatever the number of members and messages.
 *
 * In: `stash.meta`, `stash.member`, `stash.seq`. Out: `stash.receipt`.
 */
export const request = (ctx: Ctx<Reading>): DynamoDBUpdateItemRequest => {
  const { sessionId, userId, seq, member } = ctx.stash;
  if (member.lastReadSeq >= seq) {
    keepReceipt(ctx, member, false);
    runtime.earlyReturn();
  }
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues({ ...memberKey(sessionId, userId) }),
    update: {
      expression: 'SET lastReadSeq = :seq, readAt = :now',
      expressionValues: util.dynamodb.toMapValues({ ':seq': seq, ':now': util.time.nowISO8601() }),
    },
    condition: {
      expression: 'lastReadSeq < :seq',
      expressionValues: util.dynamodb.toMapValues({ ':seq': seq }),
    },
  };
};

export const response = (ctx: Ctx<Reading, MemberItem | null>) => endMove(ctx);
