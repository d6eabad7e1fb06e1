import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, expect, it } from 'vitest';
import { composeChatService } from '../../adapters/lambda/compose.ts';
import { MemoryCallEvents } from '../../adapters/memory/call-events.ts';
import { MemoryLiveDelivery } from '../../adapters/memory/live-delivery.ts';
import { newMemberItem } from '../../adapters/dynamodb/session-items.ts';
import { aChatSession } from '../builders/chat-sessions.ts';
import { noon } from '../builders/manual-clock.ts';
import { openingKey } from '../../adapters/dynamodb/layout/index.ts';
import { StoreBusy } from '../../application/ports/store-errors.ts';
import { newMember } from '../../domain/chat-session/members.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { seqZero } from '../../domain/shared/ids.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { later, toIso } from '../../domain/shared/instant.ts';
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
      PEOPLE_TABLE: tables.people,
      CALLS_TABLE: tables.calls,
      AWS_REGION: 'us-east-1',
      DYNAMODB_ENDPOINT: dynamoDb.endpoint,
    };
    const service = composeChatService(environment, {
      live: new MemoryLiveDelivery(),
      callEvents: new MemoryCallEvents(),
      reportNotShown: () => undefined,
    });
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
      const ann = aUser('ann');
      for (const size of [150, 3]) {
        const [id, stray] = [aSessionId(), aUser('stray')];
        const crowd = (memberIds: readonly UserId[], at: Instant) =>
          aChatSession({ id, creator: ann, kind: 'PRIVATE', memberIds, at });
        const others = Array.from({ length: 120 }, () => aUser());
        const died = [stray, ...others].map((userId) => newMember(userId, 'MEMBER', noon, anAlias()));
        for (const member of died.slice(0, 3)) {
          const Item = { ...newMemberItem(id, member, seqZero) };
          await tables.client.send(new PutCommand({ TableName: tables.chat, Item }));
        }
        const opening = { ...openingKey(id), token: 'died', until: toIso(later(noon, 60_000)) };
        await tables.client.send(new PutCommand({ TableName: tables.chat, Item: opening }));

        const memberIds = Array.from({ length: size }, () => aUser());
        await expect(stores.chatSessions.save(crowd(memberIds, noon))).rejects.toThrow(StoreBusy);
        await stores.chatSessions.save(crowd(memberIds, later(noon, 60_001)));
        expect(await stores.sessionLog.standing(id, stray)).toBeUndefined();
        expect((await stores.chatSessions.find(id))?.state.members).toHaveLength(size + 1);
        const left = new GetCommand({ TableName: tables.chat, Key: { ...openingKey(id) } });
        expect((await tables.client.send(left)).Item).toBeUndefined();
      }
    });
  });
}
