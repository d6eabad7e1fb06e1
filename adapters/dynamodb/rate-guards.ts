import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { RatedAct, RateGuards } from '../../application/ports/rate-guards.ts';
import type { ChatTables } from './chat-tables.ts';
import { asStoreError, refusedByCondition } from './errors.ts';
import { rateKey } from './layout/index.ts';

const minuteInSeconds = 60;

/** One item a user and minute, counted by one conditional update; it expires after the minute that follows. */
export class DynamoDbRateGuards implements RateGuards {
  readonly #tables: ChatTables;

  constructor(tables: ChatTables) {
    this.#tables = tables;
  }

  async admit({ user, what, minute }: RatedAct, limit: number): Promise<boolean> {
    const { client, guards } = this.#tables;
    const belowTheLimit = {
      ConditionExpression: 'attribute_not_exists(sent) OR sent < :limit',
      ExpressionAttributeValues: { ':one': 1, ':expiresAt': (minute + 2) * minuteInSeconds, ':limit': limit },
    };
    const update = new UpdateCommand({
      TableName: guards,
      Key: { ...rateKey(user, what, minute) },
      UpdateExpression: 'SET expiresAt = :expiresAt ADD sent :one',
      ...belowTheLimit,
    });
    try {
      await client.send(update);
      return true;
    } catch (cause) {
      if (refusedByCondition(cause) !== undefined) return false;
      throw asStoreError('count the request', cause);
    }
  }
}
