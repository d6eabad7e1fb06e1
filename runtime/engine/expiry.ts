import type { Clock, Log } from '../contract.ts';
import type { DynamoDbConnection } from './connection.ts';
import type { TableToEnsure } from './ensure-tables.ts';
import { DynamoDbFailure, isObject, type WireObject } from './failure.ts';

export interface ExpirySettings {
  readonly connection: DynamoDbConnection;
  readonly tables: readonly TableToEnsure[];
  readonly clock: Clock;
  readonly log: Log;
  /** Milliseconds between two sweeps. Default an hour: DynamoDB itself promises no more than "within a few days". */
  readonly every?: number;
}

const PAGE = 200;

/**
 * Deletes expired items now and then, for engines that accept a TTL and never act on it, as the embedded one does.
 * DynamoDB does this by itself: do not start it against the real service.
 */
export function startExpiry(settings: ExpirySettings): { stop(): void } {
  const { every = 3_600_000, log } = settings;
  const timer = setInterval(() => {
    sweepExpired(settings).catch((cause: unknown) => {
      log.warn('expiry failed', { error: cause instanceof Error ? cause.name : 'unknown' });
    });
  }, every).unref();
  return { stop: () => clearInterval(timer) };
}

/** Deletes what is expired at this moment and returns how many items that were. */
export async function sweepExpired({
  connection,
  tables,
  clock,
}: Omit<ExpirySettings, 'log' | 'every'>): Promise<number> {
  const now = { N: String(Math.floor(clock.now() / 1000)) };
  let deleted = 0;
  for (const { create, ttlAttribute } of tables) {
    if (ttlAttribute === undefined) continue;
    const expired = { ExpressionAttributeNames: { '#ttl': ttlAttribute }, ExpressionAttributeValues: { ':now': now } };
    const keys = keyNames(create['KeySchema']);
    let from: WireObject | undefined;
    do {
      const page = await connection.call('Scan', {
        TableName: create.TableName,
        Limit: PAGE,
        FilterExpression: '#ttl < :now',
        ...expired,
        ...(from === undefined ? {} : { ExclusiveStartKey: from }),
      });
      for (const item of Array.isArray(page['Items']) ? page['Items'].filter(isObject) : []) {
        const Key = Object.fromEntries(keys.map((name) => [name, item[name]]));
        // An item that was given more time since the scan stays.
        deleted += await deletedUnlessRenewed(connection, {
          TableName: create.TableName,
          Key,
          ConditionExpression: '#ttl < :now',
          ...expired,
        });
      }
      from = isObject(page['LastEvaluatedKey']) ? page['LastEvaluatedKey'] : undefined;
    } while (from !== undefined);
  }
  return deleted;
}

async function deletedUnlessRenewed(connection: DynamoDbConnection, input: WireObject): Promise<0 | 1> {
  try {
    await connection.call('DeleteItem', input);
    return 1;
  } catch (cause) {
    if (cause instanceof DynamoDbFailure && cause.name === 'ConditionalCheckFailedException') return 0;
    throw cause;
  }
}

function keyNames(schema: unknown): readonly string[] {
  const parts: readonly unknown[] = Array.isArray(schema) ? schema : [];
  return parts.flatMap((part) =>
    isObject(part) && typeof part['AttributeName'] === 'string' ? [part['AttributeName']] : [],
  );
}
