import type { DynamoDBUpdateItemRequest } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import { rateKey } from '../../adapters/dynamodb/layout/keys.ts';
import { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import { refusalOfPosting } from '../../domain/vocabulary/permissions.ts';
import type { Ctx } from '../lib/context.ts';
import type { Sending } from '../lib/sending.ts';
import { refuse, refuseForNow } from '../lib/refuse.ts';
import { setting } from '../lib/settings.ts';

const minuteInMs = 60_000;

/**
 * Refuses whoever may not post here, and whoever sent too much in this clock minute over all sessions and devices. One
 * write unit, counted atomically in one item a user and minute. The setting `MESSAGES_PER_MINUTE` 0 switches it off.
 *
 * In: `stash.meta`, `stash.member`, `stash.userId`.
 */
export const request = (ctx: Ctx<Sending>): DynamoDBUpdateItemRequest => {
  const { doing, meta, member, userId } = ctx.stash;
  const refusal = refusalOfPosting(meta, member.role);
  if (refusal) return refuse(doing, refusal);
  const limit = +setting(ctx, 'MESSAGES_PER_MINUTE');
  if (limit === 0) runtime.earlyReturn();
  const now = util.time.nowEpochMilliSeconds();
  const minute = Math.floor(now / minuteInMs);
  ctx.stash.rate = { limit, retryAfterMs: (minute + 1) * minuteInMs - now };
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues({ ...rateKey(userId, 'SEND', minute) }),
    update: {
      expression: 'SET expiresAt = :expiresAt ADD sent :one',
      expressionValues: util.dynamodb.toMapValues({ ':one': 1, ':expiresAt': (minute + 2) * 60 }),
    },
    condition: {
      expression: 'attribute_not_exists(sent) OR sent < :limit',
      expressionValues: util.dynamodb.toMapValues({ ':limit': limit }),
    },
  };
};

export const response = (ctx: Ctx<Sending>) => {
  const { doing, rate } = ctx.stash;
  if (ctx.error?.type === 'DynamoDB:ConditionalCheckFailedException') {
    refuse(doing, {
      code: ErrorCode.RateLimited,
      why: `more than ${rate?.limit ?? 0} messages were sent within a minute`,
      info: { ...rate },
    });
  }
  if (ctx.error) refuseForNow(doing);
  return {};
};
