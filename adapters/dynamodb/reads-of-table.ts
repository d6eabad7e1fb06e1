import { setTimeout as pause } from 'node:timers/promises';
import type { DynamoDBDocumentClient, NativeAttributeValue } from '@aws-sdk/lib-dynamodb';
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { asking } from './errors.ts';
import type { Key } from './layout/index.ts';
import { chunksOf, untilProcessed } from './unprocessed.ts';

/** Service quota of one request. */
export const keysOfOneRead = 100;

export type StoredItem = Record<string, NativeAttributeValue>;

/** How items are read. */
export interface ReadOfTable {
  readonly consistent: boolean;
  /** Only these attributes, besides the keys. */
  readonly attributes?: readonly string[];
}

/** Those of `keys` that exist in a table, in no order, in requests that run side by side. @throws {StoreBusy} */
export async function getAllOf(
  client: DynamoDBDocumentClient,
  table: string,
  doing: string,
  keys: readonly Key[],
  { consistent, attributes }: ReadOfTable,
): Promise<readonly StoredItem[]> {
  const found: StoredItem[] = [];
  const names = attributes === undefined ? undefined : ['pk', 'sk', ...attributes];
  const projection = names && {
    ProjectionExpression: names.map((_, at) => `#a${at}`).join(', '),
    ExpressionAttributeNames: Object.fromEntries(names.map((name, at) => [`#a${at}`, name])),
  };
  const getSome = async (some: readonly StoredItem[]): Promise<readonly StoredItem[]> => {
    const request = { Keys: [...some], ConsistentRead: consistent, ...projection };
    const answer = await client.send(new BatchGetCommand({ RequestItems: { [table]: request } }));
    found.push(...(answer.Responses?.[table] ?? []));
    return answer.UnprocessedKeys?.[table]?.Keys ?? [];
  };
  const plainKeys = keys.map(({ pk, sk }) => ({ pk, sk }));
  await asking(doing, () =>
    Promise.all(chunksOf(plainKeys, keysOfOneRead).map((some) => untilProcessed(doing, some, getSome, pause))),
  );
  return found;
}
