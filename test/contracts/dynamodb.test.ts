import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, expect, it } from 'vitest';
import { composeChatService } from '../../adapters/lambda/compose.ts';
import { MemoryLiveDelivery } from '../../adapters/memory/live-delivery.ts';
import { newMemberItem } from '../../adapters/dynamodb/session-items.ts';
import { aChatSession } from '../builders/chat-sessions.ts';
import { noon } from '../builders/manual-clock.ts';
import { newMember } from '../../domain/chat-session/members.ts';
import { seqZero } from '../../domain/shared/ids.ts';
import { aSessionId, anAlias, aUser } from '../builders/people.ts';
import { allContracts } from './all.contract.ts';
import { startDynamoDb } from './dynamodb-stores.ts';

const dynamoDb = await startDynamoDb();

if ('unavailable' in dynamoDb) {
  it('keeps the contracts on DynamoDB', (context) => context.skip(dynamoDb.unavailable));
} else {
  const { tables, stores, close } = dynamoDb;
  afterAll(close);
  allContracts('DynamoDB', async () => stores);

  describe('the chat service as it is composed', () => {
    const environment = {
      CHAT_TABLE: tables.chat,
      GUARDS_TABLE: tables.guards,
      AWS_REGION: 'us-east-1',
      DYNAMODB_ENDPOINT: dynamoDb.endpoint,
    };
    const service = composeChatService(environment, new MemoryLiveDelivery());
    afterAll(() => service.close());

    it('creates a session that is then in the lists of its members', async () => {
      const [ann, bob] = [aUser('ann'), aUser('bob')];
      const ask = (field: string, sub: string, args: object) =>
        service.handle({ field, identity: { sub }, arguments: args });
      const input = { kind: 'DIRECT', memberIds: [bob] };
      expect(await ask('createChatSession', ann, { input })).toMatchObject({ ok: true, value: { createdBy: ann } });
      expect(await ask('myChatSessions', bob, { limit: 1 })).toMatchObject({
        ok: true,
        value: { items: [{ createdBy: ann, memberCount: 2, myRole: 'MEMBER' }], pageInfo: { hasNextPage: false } },
      });
    });
  });

  describe('a save that died before its session existed', () => {
    it('is seen by nobody', async () => {
      const [id, ann] = [aSessionId(), aUser('ann')];
      const orphan = { ...newMemberItem(id, newMember(ann, 'OWNER', noon, anAlias()), seqZero) };
      await tables.client.send(new PutCommand({ TableName: tables.chat, Item: orphan }));

      expect(await stores.chatSessions.find(id)).toBeUndefined();
      expect(await stores.directory.activities(ann)).toEqual([]);
      expect(await stores.directory.views(ann, [id])).toEqual([]);
      expect(await stores.sessionLog.standing(id, ann)).toBeUndefined();
      expect(await stores.sessionLog.reserve(id, noon, { as: 'change' })).toEqual({ kind: 'gone' });
    });

    it('leaves nobody behind in the session that is opened under its id after all', async () => {
      const [id, stray] = [aSessionId(), aUser('stray')];
      const orphan = { ...newMemberItem(id, newMember(stray, 'OWNER', noon, anAlias()), seqZero) };
      await tables.client.send(new PutCommand({ TableName: tables.chat, Item: orphan }));

      const memberIds = Array.from({ length: 150 }, () => aUser());
      await stores.chatSessions.save(aChatSession({ id, kind: 'PRIVATE', memberIds }));
      expect(await stores.sessionLog.standing(id, stray)).toBeUndefined();
      expect((await stores.chatSessions.find(id))?.state.members).toHaveLength(151);
    });
  });
}
