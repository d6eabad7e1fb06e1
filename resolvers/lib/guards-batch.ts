import type { DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { util } from '@aws-appsync/utils';
import type { RateItem } from '../../adapters/dynamodb/layout/items.ts';
import type { Key } from '../../adapters/dynamodb/layout/keys.ts';
import { readTogether, type Batch } from './batch.ts';
import type { Ctx } from './context.ts';
import { refuseForNow } from './refuse.ts';
import { tableName } from './settings.ts';

/** Reads items of the chat table and one of the guards table, if any, in one call, each strongly consistently. */
export const readWithGuard = (
  ctx: Pick<Ctx, 'env'>,
  keys: readonly Key[],
  guard: Key | null,
): DynamoDBBatchGetItemRequest => {
  const { tables } = readTogether(ctx, keys);
  if (guard === null) return { operation: 'BatchGetItem', tables };
  const guards = { keys: [util.dynamodb.toMapValues({ ...guard })], consistentRead: true };
  return { operation: 'BatchGetItem', tables: { ...tables, [tableName(ctx, 'guards')]: guards } };
};

// The only item of the guards table that such a batch reads.
const isRate = (item: Key | null): item is RateItem => item !== null;

/** The count that such a batch read; `undefined` where there is none. Refuses for now when it was left unread. */
export const rateOf = (ctx: Ctx<object, Batch | null>, doing: string): RateItem | undefined => {
  const table = tableName(ctx, 'guards');
  const unread = ctx.result?.unprocessedKeys?.[table] ?? [];
  return unread.length > 0 ? refuseForNow(doing) : ctx.result?.data[table]?.find(isRate);
};
