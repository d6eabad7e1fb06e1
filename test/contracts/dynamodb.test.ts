import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, expect, it } from 'vitest';
import { newMemberItem } from '../../adapters/dynamodb/session-items.ts';
import { noon } from '../builders/manual-clock.ts';
import { aSessionId, aUser } from '../builders/people.ts';
import { allContracts } from './all.contract.ts';
import { startDynamoDb } from './dynamodb-stores.ts';

const dynamoDb = await startDynamoDb();

if ('unavailable' in dynamoDb) {
  it('keeps the contracts on DynamoDB', (context) => context.skip(dynamoDb.unavailable));
} else {
  const { tables, stores, close } = dynamoDb;
  afterAll(close);
  allContracts('DynamoDB', async () => stores);

  describe('a save that died before its session existed', () => {
    it('is seen by nobody', async () => {
      const [id, ann] = [aSessionId(), aUser('ann')];
      const orphan = { ...newMemberItem(id, { userId: ann, role: 'OWNER', joinedAt: noon }) };
      await tables.client.send(
        new BatchWriteCommand({ RequestItems: { [tables.chat]: [{ PutRequest: { Item: orphan } }] } }),
      );

      expect(await stores.chatSessions.find(id)).toBeUndefined();
      expect(await stores.directory.activities(ann)).toEqual([]);
      expect(await stores.directory.views(ann, [id])).toEqual([]);
      expect(await stores.sessionLog.standing(id, ann)).toBeUndefined();
      expect(await stores.sessionLog.reserve(id, noon)).toBeUndefined();
    });
  });
}
