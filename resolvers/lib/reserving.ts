import type { DynamoDBUpdateItemRequest } from '@aws-appsync/utils';
import { util } from '@aws-appsync/utils';
import type { MetaItem } from '../../adapters/dynamodb/layout/items.ts';
import { metaKey } from '../../adapters/dynamodb/layout/keys.ts';
import { readOnly } from '../../domain/vocabulary/permissions.ts';
import type { Ctx, Joined } from './context.ts';
import { refuse, refuseForNow } from './refuse.ts';

/**
 * Takes the next position of the log, for a member's message in the session's own course or aside of it. META is the
 * sequencer: one atomic update, no lock, one write unit. It goes through only while the session takes entries and nobody
 * lost a right in it since the caller's was read.
 */
export const reservation = (
  { sessionId, meta }: Joined,
  as: 'message' | 'aside',
  at: string,
): DynamoDBUpdateItemRequest => {
  const seen = meta.accessVersion ?? 0;
  const next = as === 'message' ? ', lastMessageSeq = lastSeq + :one' : '';
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues({ ...metaKey(sessionId) }),
    update: {
      expression: `SET lastSeq = lastSeq + :one${next}, lastActivityAt = :now`,
      expressionValues: util.dynamodb.toMapValues({ ':one': 1, ':now': at }),
    },
    condition: {
      expression:
        seen === 0
          ? '#status = :active AND (attribute_not_exists(accessVersion) OR accessVersion = :seen)'
          : '#status = :active AND accessVersion = :seen',
      expressionNames: { '#status': 'status' },
      expressionValues: util.dynamodb.toMapValues({ ':active': 'ACTIVE', ':seen': seen }),
    },
  };
};

/** The position that a reservation took. Refuses where it took none: for good, or until the caller's rights are read anew. */
export const reservedBy = (ctx: Ctx<Joined, MetaItem | null>): number => {
  const { doing } = ctx.stash;
  if (ctx.error?.type === 'DynamoDB:ConditionalCheckFailedException' && ctx.result?.status !== 'ACTIVE') {
    return refuse(doing, readOnly);
  }
  if (ctx.error || !ctx.result) return refuseForNow(doing);
  return ctx.result.lastSeq;
};
