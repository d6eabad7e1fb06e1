import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, expect, it } from 'vitest';
import { messageSlotItem } from '../../adapters/dynamodb/log-items.ts';
import { sessionEventsIn } from '../../adapters/dynamodb/stream-records.ts';
import type { StreamRecord } from '../../adapters/dynamodb/table-stream.ts';
import { rangeOf, recordsIn, tableStream } from '../../adapters/dynamodb/table-stream.ts';
import { inviteUsers } from '../../domain/chat-session/decisions/invite-users.ts';
import { removeMember } from '../../domain/chat-session/decisions/remove-member.ts';
import type { Message } from '../../domain/message/message.ts';
import { messageAt, systemMessageAt } from '../../domain/message/message.ts';
import { later } from '../../domain/shared/instant.ts';
import type { SessionId } from '../../domain/shared/ids.ts';
import { seqOf } from '../../domain/shared/ids.ts';
import { connectDynamoDb, ensureTables, isObject, trimmingTable } from '../../runtime/engine/index.ts';
import { createMetrics } from '../../runtime/observe/index.ts';
import { Trimming, trimmingTableInput } from '../../runtime/streams/trimming.ts';
import { aChatSession, granted } from '../builders/chat-sessions.ts';
import { ManualClock, noon } from '../builders/manual-clock.ts';
import { aDraft, everyContent } from '../builders/messages.ts';
import { aSessionId, aUser } from '../builders/people.ts';
import { Scribe } from '../builders/scribe.ts';
import { act } from '../builders/session-changes.ts';
import type { DynamoDbUnderTest } from '../contracts/dynamodb-stores.ts';
import { startDynamoDb } from '../contracts/dynamodb-stores.ts';
import { quiet } from '../support/wiring.ts';

const database = await startDynamoDb();

if ('unavailable' in database) {
  describe('The stream of a real engine', () => {
    it('needs a database engine', (context) => context.skip(database.unavailable));
  });
} else {
  await describeStream(database);
}

async function describeStream(database: DynamoDbUnderTest): Promise<void> {
  const { endpoint, stores, tables } = database;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBStreamsClient({ endpoint, region: 'us-east-1', credentials });
  const connection = connectDynamoDb({ endpoint, clock: { now: () => Date.now() } });
  const { Table } = await connection.call('DescribeTable', { TableName: tables.chat });
  const stream = tableStream(client, String(isObject(Table) ? Table['LatestStreamArn'] : ''));

  describe('The stream of a real engine', () => {
    afterAll(async () => {
      client.destroy();
      connection.close();
      await database.close();
    });

    const all = async (): Promise<readonly StreamRecord[]> => {
      const [shard] = await stream.shards();
      if (shard === undefined) throw new Error('unable to go on; the stream has no shard');
      const records: StreamRecord[] = [];
      let iterator: string | undefined = await stream.iterator(shard.id, 'oldest');
      for (;;) {
        const page = await stream.read(iterator ?? '', 100);
        records.push(...page.records);
        if (page.records.length === 0) return records;
        iterator = page.next;
      }
    };
    /** Of this session alone: other tests leave records that nobody can read. */
    const told = async (sessionId: SessionId) =>
      (await all())
        .filter(({ dynamodb }) => JSON.stringify(dynamodb.Keys).includes(sessionId))
        .flatMap(sessionEventsIn)
        .filter((event) => event.sessionId === sessionId);

    const [ann, bob] = [aUser('ann'), aUser('bob')];
    const aRoom = async () => {
      const session = aChatSession({ creator: ann, memberIds: [bob] });
      await stores.chatSessions.save(session);
      const clock = new ManualClock();
      return { id: session.id, clock, scribe: new Scribe(stores, clock, session.id) };
    };

    /** So that the stream has more than a dozen records, whatever other tests did. */
    const someRooms = async () => {
      const rooms: SessionId[] = [];
      while (rooms.length < 5) rooms.push((await aRoom()).id);
      return rooms;
    };

    it('tells that a session was opened, and who is in it', async () => {
      const { id } = await aRoom();
      const events = await told(id);
      expect(events.map(({ name }) => name).sort()).toEqual(['MemberJoined', 'MemberJoined', 'SessionCreated']);
      expect(events.find(({ name }) => name === 'SessionCreated')).toMatchObject({
        kind: 'GROUP',
        createdBy: ann,
        memberIds: [ann, bob],
        occurredAt: noon,
      });
    });

    it.each(everyContent.filter(([, { kind }]) => kind !== 'AUDIO'))(
      'tells of %s as it was sent',
      async (_, content) => {
        const { id, scribe } = await aRoom();
        const message = await scribe.say(bob, { content, mentions: [ann], alias: 'Anonymous 1' });
        const sent = (await told(id)).find(({ name }) => name === 'MessageSent');
        expect(sent).toMatchObject({ name: 'MessageSent', occurredAt: message.createdAt, message });
      },
    );

    it('tells of a change at its place in the log, and of the message before and after it', async () => {
      const { id, scribe } = await aRoom();
      const { seq } = await scribe.say(bob, { text: 'old' });
      await scribe.edit(bob, seq, 'new');
      const events = await told(id);
      expect(events.find(({ name }) => name === 'MessageChanged')).toMatchObject({
        entry: { target: seq, change: 'EDITED', actorId: bob },
      });
      expect(events.find(({ name }) => name === 'MessageUpdated')).toMatchObject({
        before: { content: { text: 'old' } },
        after: { content: { text: 'new' }, version: 2 },
      });
    });

    it('tells what became of the file of a message, and that it belongs to none any more', async () => {
      const sessionId = aSessionId();
      const file = everyContent.find(([, { kind }]) => kind === 'AUDIO')?.[1];
      if (file?.kind !== 'AUDIO') throw new Error('unable to go on; no content has a file');
      const message = messageAt(aDraft(sessionId, bob, { content: file }), seqOf(1), noon);
      const put = (as: Message) =>
        tables.client.send(new PutCommand({ TableName: tables.chat, Item: messageSlotItem(as) }));
      await put(message);
      await put({ ...message, content: { ...file, attachment: { ...file.attachment, state: 'CLEAN' } } });
      await put({ ...message, content: null, deletion: { at: noon, by: bob } });
      expect(await told(sessionId)).toMatchObject([
        { name: 'MessageSent', message },
        { name: 'MessageUpdated' },
        { name: 'AttachmentChanged', seq: 1, fileId: 'file-1', state: 'CLEAN' },
        { name: 'MessageUpdated', after: { content: null } },
        { name: 'AttachmentReleased', seq: 1, fileId: 'file-1' },
      ]);
    });

    it('tells of each file of a recording that its word is over', async () => {
      const [sessionId, fileIds] = [aSessionId(), ['film-1', 'film-2']];
      const call = { callId: 'a call', mode: 'VIDEO', durationSeconds: 61, fileIds } as const;
      const system = { event: 'CALL_RECORDED', userIds: [], role: null, until: null, messageSeq: null } as const;
      const note = { sessionId, actor: bob, system: { ...system, session: null, call }, retentionDays: 1 };
      const message = systemMessageAt(note, seqOf(1), noon);
      expect(message.expiresAt).toBe(noon + 86_400_000);
      const { pk, sk, ...rest } = messageSlotItem(message);
      await tables.client.send(new PutCommand({ TableName: tables.chat, Item: { pk, sk, ...rest } }));
      await tables.client.send(new DeleteCommand({ TableName: tables.chat, Key: { pk, sk } }));
      const [changed, expired, ...released] = await told(sessionId);
      expect([changed, expired]).toMatchObject([{ system: { call } }, { name: 'MessageExpired', message }]);
      expect(released).toMatchObject(fileIds.map((fileId) => ({ name: 'AttachmentReleased', seq: 1, fileId })));
      expect(new Set(released.map(({ id }) => id)).size).toBe(2);
    });

    it('tells of a message whose time to live is over', async () => {
      const sessionId = aSessionId();
      const message = messageAt(aDraft(sessionId, bob), seqOf(1), noon);
      const { pk, sk, ...rest } = messageSlotItem(message);
      await tables.client.send(new PutCommand({ TableName: tables.chat, Item: { pk, sk, ...rest } }));
      await tables.client.send(new DeleteCommand({ TableName: tables.chat, Key: { pk, sk } }));
      expect((await told(sessionId)).at(-1)).toMatchObject({ name: 'MessageExpired', message });
    });

    it('tells of what happened in a session, and of who left it', async () => {
      const { id } = await aRoom();
      granted(await act(stores, id, ann, removeMember(bob), bob));
      const events = await told(id);
      expect(events.find(({ name }) => name === 'SessionChanged')).toMatchObject({
        actor: ann,
        system: { event: 'MEMBER_REMOVED', userIds: [bob] },
      });
      expect(events.find(({ name }) => name === 'MemberLeft')).toMatchObject({
        member: { userId: bob, role: 'MEMBER' },
      });
    });

    it('tells of invitations', async () => {
      const { id } = await aRoom();
      const cat = aUser('cat');
      granted(await act(stores, id, ann, inviteUsers([cat]), cat));
      expect((await told(id)).find(({ name }) => name === 'UserInvited')).toMatchObject({
        userId: cat,
        invitedBy: ann,
      });
    });

    it('tells how far a member has read, and what they set for themselves, apart from each other', async () => {
      const { id, scribe, clock } = await aRoom();
      const { seq } = await scribe.say(bob);
      await stores.sessionLog.advanceReadPointer(id, ann, { lastReadSeq: seq, readAt: clock.now() });
      await stores.preferences.change(id, ann, { notifications: 'MENTIONS', mutedUntil: later(noon, 60_000) });
      const events = (await told(id)).filter(({ name }) => name === 'ReadPointerMoved' || name === 'MemberChanged');
      expect(events).toMatchObject([
        { name: 'ReadPointerMoved', userId: ann, from: 0, to: seq },
        {
          name: 'MemberChanged',
          before: { preferences: { notifications: 'ALL', mutedUntil: null } },
          after: { preferences: { notifications: 'MENTIONS', mutedUntil: later(noon, 60_000) } },
        },
      ]);
    });

    it('names each event once, and the same way when it is read again', async () => {
      const rooms = await someRooms();
      const toldOfAll = async () => (await Promise.all(rooms.map(told))).flat();
      const [first, again] = [await toldOfAll(), await toldOfAll()];
      expect(first.length).toBeGreaterThan(rooms.length);
      expect(new Set(first.map(({ id }) => id)).size).toBe(first.length);
      expect(again).toEqual(first);
    });

    it('passes over what it does not know, and refuses what it knows and cannot read', async () => {
      const sessionId = aSessionId();
      const before = (await all()).length;
      const put = (Item: object) => connection.call('PutItem', { TableName: tables.chat, Item: { ...Item } });
      await put({ pk: { S: `WHATEVER#${sessionId}` }, sk: { S: 'x' } });
      await put({
        pk: { S: `LOG#${sessionId}` },
        sk: { S: '000000000001' },
        entry: { S: 'MESSAGE' },
        text: { S: 'secret' },
      });
      const [unknown, malformed] = (await all()).slice(before);
      expect(sessionEventsIn(unknown)).toEqual([]);
      expect(() => sessionEventsIn(malformed)).toThrow(/^unable to read a stream record; (?!.*secret)/);
    });

    it('finds the records of a dead letter again, also where it names no shard', async () => {
      await someRooms();
      const [shard] = await stream.shards();
      const range = rangeOf(stream.arn, shard?.id ?? '', (await all()).slice(2, 5));
      const found = await recordsIn(stream, range);
      expect(found).toEqual((await all()).slice(2, 5));
      expect(await recordsIn(stream, { ...range, shardId: null })).toEqual(found);
    });

    it('forgets what every consumer is done with and no dead letter names, and goes on counting', async () => {
      await ensureTables(connection, [trimmingTableInput]);
      await someRooms();
      const numbers = (await all()).map(({ dynamodb }) => dynamodb.SequenceNumber);
      const last = numbers.at(-1) ?? '';
      const trimming = (after: string, named: readonly string[]) =>
        new Trimming({
          connection,
          table: tables.chat,
          stream,
          mappings: [{ places: new Map([['shard', { after, ended: false }]]) }],
          named: () => named,
          log: quiet,
          metrics: createMetrics(),
        });
      const oldest = async () => (await all())[0]?.dynamodb.SequenceNumber;

      expect(await trimming(numbers[9] ?? '', []).trim(1)).toBe(true);
      expect(await oldest()).toBe(numbers[9]);
      expect(await trimming(last, [numbers[11] ?? '']).trim(1)).toBe(true);
      expect(await oldest()).toBe(numbers[11]);
      expect(await trimming(last, []).trim(1)).toBe(true);
      await connection.call('PutItem', { TableName: tables.chat, Item: { pk: { S: 'A' }, sk: { S: 'B' } } });
      expect((await all()).map(({ dynamodb }) => dynamodb.SequenceNumber)).toEqual([last, `${Number(last) + 1}`]);
      // Nor does the stream of the table that it is told by grow.
      const { Items } = await connection.call('Scan', { TableName: trimmingTable });
      expect(Items).toHaveLength(1);
    });
  });
}
