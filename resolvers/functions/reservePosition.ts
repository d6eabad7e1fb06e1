import type { Context, DynamoDBUpdateItemRequest } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import { metaKey } from '../../adapters/dynamodb/layout/keys.ts';
import { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import { previewOf } from '../../domain/vocabulary/message-text.ts';
import { refuse, refuseForNow } from '../lib/refuse.ts';

/**
 * Takes the next position of the log. META is the sequencer: one atomic update, no lock, one write unit. Runs again only
 * when the position it took before was given up for dead.
 *
 * In: `stash.draft`. Out: `stash.seq`, `stash.at`: the time of the reservation, so that time stamps follow positions.
 */
export const request = (ctx: Context): DynamoDBUpdateItemRequest => {
  const { sessionId, userId, draft, message, claimedSeq, seq } = ctx.stash;
  if (message) runtime.earlyReturn(message, { skipTo: 'END' });
  if (claimedSeq || seq) runtime.earlyReturn();
  ctx.stash.at = util.time.nowISO8601();
  const preview = { senderId: userId, kind: draft.kind, text: previewOf(draft.text), at: ctx.stash.at };
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues({ ...metaKey(sessionId) }),
    update: {
      expression:
        'SET lastSeq = lastSeq + :one, lastActivityAt = :now, previewBefore = preview, previewSeqBefore = previewSeq, ' +
        'preview = :preview, previewSeq = lastSeq + :one',
      expressionValues: util.dynamodb.toMapValues({ ':one': 1, ':now': ctx.stash.at, ':preview': preview }),
    },
    condition: {
      expression: '#status = :active',
      expressionNames: { '#status': 'status' },
      expressionValues: util.dynamodb.toMapValues({ ':active': 'ACTIVE' }),
    },
  };
};

export const response = (ctx: Context) => {
  const { doing } = ctx.stash;
  if (ctx.error?.type === 'DynamoDB:ConditionalCheckFailedException') {
    refuse(doing, { code: ErrorCode.SessionReadOnly, why: 'the session takes no new messages' });
  }
  if (ctx.error) refuseForNow(doing);
  ctx.stash.seq = ctx.result.lastSeq;
  return {};
};
