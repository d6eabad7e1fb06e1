import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, expect, it } from 'vitest';
import { presenceKey } from '../../adapters/dynamodb/layout/index.ts';
import { DynamoDbPresences } from '../../adapters/dynamodb/presences.ts';
import { signOf } from '../../domain/presence/device-sign.ts';
import type { PresenceStatus } from '../../domain/vocabulary/presence.ts';
import { later } from '../../domain/shared/instant.ts';
import { granted } from '../builders/chat-sessions.ts';
import { noon } from '../builders/manual-clock.ts';
import { aUser } from '../builders/people.ts';
import { startDynamoDb } from '../contracts/dynamodb-stores.ts';

const dynamoDb = await startDynamoDb();

if ('unavailable' in dynamoDb) {
  it('counts what presence asks of DynamoDB', (context) => context.skip(dynamoDb.unavailable));
} else {
  describe('what presence asks of DynamoDB', () => {
    const { tables, close } = dynamoDb;
    afterAll(close);
    const presences = new DynamoDbPresences(tables);

    const asked: string[] = [];
    tables.client.middlewareStack.add(
      (next, { commandName = '' }) =>
        (request) => {
          asked.push(commandName);
          return next(request);
        },
      { step: 'initialize' },
    );
    const requestsOf = async (act: () => Promise<unknown>): Promise<readonly string[]> => {
      asked.length = 0;
      await act();
      return [...asked];
    };
    const say = (user: ReturnType<typeof aUser>, status: Exclude<PresenceStatus, 'IN_CALL'>, seconds: number) => () =>
      presences.note(user, granted(signOf({ deviceId: 'laptop', status, note: null }, later(noon, seconds * 1000))));

    it('is one write for a heartbeat, and a second where watchers are told', async () => {
      const user = aUser();
      expect(await requestsOf(say(user, 'ONLINE', 0))).toEqual(['UpdateItemCommand', 'UpdateItemCommand']);
      expect(await requestsOf(say(user, 'ONLINE', 60))).toEqual(['UpdateItemCommand']);
      expect(await requestsOf(say(user, 'AWAY', 120))).toEqual(['UpdateItemCommand', 'UpdateItemCommand']);
    });

    it('is one item a user, of no more than twenty devices, that expires thirty days after the newest sign', async () => {
      const user = aUser();
      for (let nth = 0; nth < 22; nth += 1) {
        const word = { deviceId: `device-${nth}`, status: 'ONLINE', note: null } as const;
        await presences.note(user, granted(signOf(word, later(noon, nth * 1000))));
      }
      const get = new GetCommand({ TableName: tables.guards, Key: { ...presenceKey(user) }, ConsistentRead: true });
      const { Item: item = {} } = await tables.client.send(get);
      expect(Object.keys(item).filter((name) => name.startsWith('device#'))).toHaveLength(20);
      expect(item['expiresAt']).toBe(noon / 1000 + 21 + 30 * 24 * 60 * 60);
    });

    it('is one read for a hundred users', async () => {
      const users = Array.from({ length: 100 }, () => aUser());
      expect(await requestsOf(() => presences.of(users))).toEqual(['BatchGetItemCommand']);
      expect(await requestsOf(() => presences.of([]))).toEqual([]);
    });
  });
}
