import type { DynamoDBQueryRequest } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import type { MemberItem } from '../../adapters/dynamodb/layout/items.ts';
import { memberKey } from '../../adapters/dynamodb/layout/keys.ts';
import type { Ctx, Found } from '../lib/context.ts';
import type { Listing } from '../lib/listing.ts';
import { refuseForNow } from '../lib/refuse.ts';

/** No user id has characters before `!` or after `~`, so these stand right after one id and after all of them. */
const next = ' ';
const beyond = '\u007f';

/**
 * Reads members by user id, consistently. Runs again where they are more than one read gives.
 *
 * In: `stash.afterUserId`, `stash.most`: how many at most, none for all. Out: `stash.members`, `stash.exhausted`.
 */
export const request = (ctx: Ctx<Listing>): DynamoDBQueryRequest => {
  const { sessionId, afterUserId, most, members, exhausted } = ctx.stash;
  if (exhausted || (most !== null && members.length >= most)) return runtime.earlyReturn();
  const { pk, sk } = memberKey(sessionId, afterUserId === null ? '' : afterUserId + next);
  return {
    operation: 'Query',
    query: {
      expression: 'pk = :session AND sk BETWEEN :first AND :last',
      expressionValues: util.dynamodb.toMapValues({
        ':session': pk,
        ':first': sk,
        ':last': memberKey(sessionId, beyond).sk,
      }),
    },
    ...(most === null ? {} : { limit: most - members.length }),
    consistentRead: true,
  };
};

export const response = (ctx: Ctx<Listing, Found<MemberItem> | null>) => {
  if (ctx.error || !ctx.result) return refuseForNow(ctx.stash.doing);
  const { items, nextToken } = ctx.result;
  ctx.stash.members = ctx.stash.members.concat(items);
  ctx.stash.afterUserId = items[items.length - 1]?.memberUserId ?? ctx.stash.afterUserId;
  ctx.stash.exhausted = !nextToken;
  return {};
};
