import type { DynamoDBUpdateItemRequest } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import type { MetaItem } from '../../adapters/dynamodb/layout/items.ts';
import { metaKey } from '../../adapters/dynamodb/layout/keys.ts';
import { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import { refuse, refuseForNow } from '../lib/refuse.ts';
import type { Ctx } from '../lib/context.ts';
import type { Sending } from '../lib/sending.ts';

/**
 * Takes the next position of the log. META is the sequencer: one atomic update, no lock, one write unit. Runs again only
 * when the position it took before was given up for dead.
 *
 * Out: `stash.seq`, `stash.at`: when it was taken, to the accuracy of a clock: order is the position's alone.
 */
export const request = (ctx: Ctx<Sending>): DynamoDBUpdateItemRequest => {
  const { sessionId, message, claimedSeq, seq } = ctx.stash;
  if (message) runtime.earlyReturn(message, { skipTo: 'END' });
  if (claimedSeq || seq) runtime.earlyReturn();
  ctx.stash.at = util.time.nowISO8601();
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues({ ...metaKey(sessionId) }),
    update: {
      expression: 'SET lastSeq = lastSeq + :one, lastMessageSeq = lastSeq + :one, lastActivityAt = :now',
      expressionValues: util.dynamodb.toMapValues({ ':one': 1, ':now': ctx.stash.at }),
    },
    condition: {
      expression: '#status = :active',
      expressionNames: { '#status': 'status' },
      expressionValues: util.dynamodb.toMapValues({ ':active': 'ACTIVE' }),
    },
  };
};

export const response = (ctx: Ctx<Sending, MetaItem | null>) => {
  const { doing } = ctx.stash;
  if (ctx.error?.type === 'DynamoDB:ConditionalCheckFailedException') {
    refuse(doing, { code: ErrorCode.SessionReadOnly, why: 'the session takes no new messages' });
  }
  if (ctx.error || !ctx.result) return refuseForNow(doing);
  ctx.stash.seq = ctx.result.lastSeq;
  return {};
};
