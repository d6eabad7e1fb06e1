import { readdir } from 'node:fs/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import type { MessageSlotItem } from '../../adapters/dynamodb/layout/index.ts';
import { metaKey, slotKey, tableSettings } from '../../adapters/dynamodb/layout/index.ts';
import { messageIdOf } from '../../domain/vocabulary/identifiers.ts';
import { EngineUnavailable } from '../../runtime/engine/index.ts';
import { grantedOnTables } from './granted.ts';
import { openRecordedAws } from './recorded-aws.ts';
import { storeOf } from './recorded-calls.ts';
import { openRecordedDynamoDb, type RecordedDynamoDb } from './recorded-dynamodb.ts';
import { at, synthesisTime, target, textAt, type Json, type Synthesised } from './synthesise.ts';
import { answersOf, synthesiseWithCode, type Uploaded } from './uploaded-code.ts';

describe('the chat service on AWS', () => {
  let uploaded: Uploaded;
  let api: Synthesised;
  let code: string;
  beforeAll(async () => {
    uploaded = await synthesiseWithCode();
    api = uploaded.api;
    code = uploaded.codeOf(uploaded.function('ChatService'));
  }, synthesisTime);

  const handler = (): Json => uploaded.function('ChatService').properties;

  it('runs on Node.js 24 on ARM, with time and memory that were chosen', () => {
    expect(handler()).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      Timeout: 10,
      MemorySize: 1024,
    });
  });

  it('knows its tables', () => {
    expect(at(handler(), 'Environment', 'Variables')).toMatchObject({
      [tableSettings.chat]: { 'Fn::ImportValue': expect.stringContaining('TablesChat') as string },
      [tableSettings.guards]: { 'Fn::ImportValue': expect.stringContaining('TablesGuards') as string },
      [tableSettings.people]: { 'Fn::ImportValue': expect.stringContaining('TablesPeople') as string },
      [tableSettings.calls]: { 'Fn::ImportValue': expect.stringContaining('TablesCalls') as string },
    });
  });

  it('knows how often users may open sessions and enter them', () => {
    expect(at(handler(), 'Environment', 'Variables')).toMatchObject({ SESSIONS_PER_HOUR: '5', JOINS_PER_HOUR: '20' });
  });

  it('is traced, and logs JSON to a group of its own that forgets after a while', () => {
    expect(at(handler(), 'TracingConfig', 'Mode')).toBe('Active');
    expect(at(handler(), 'LoggingConfig', 'LogFormat')).toBe('JSON');
    const group = target(at(handler(), 'LoggingConfig', 'LogGroup'));
    const found = api.ofType('AWS::Logs::LogGroup').find(({ id }) => id === group);
    expect(at(found?.properties, 'RetentionInDays')).toBe(180);
  });

  it('reports errors by line of the source: maps are uploaded, and switched on', async () => {
    expect(at(handler(), 'Environment', 'Variables', 'NODE_OPTIONS')).toBe('--enable-source-maps');
    expect((await readdir(code)).sort()).toEqual(['index.mjs', 'index.mjs.map']);
  });

  it(
    'does its work from the uploaded code alone, with exactly the permissions it was given',
    { timeout: 120_000 },
    async (ctx) => {
      const dynamoDb = await openRecordedDynamoDb().catch((cause: unknown) => {
        if (cause instanceof EngineUnavailable) return undefined;
        throw cause;
      });
      if (!dynamoDb) return ctx.skip('this machine has no DynamoDB engine');
      const aws = await openRecordedAws('a secret');
      try {
        const ann = { sub: 'ann', name: 'Ann' };
        const members = (count: number) => Array.from({ length: count }, (_, i) => `member-${i}`);
        const create = (memberIds: readonly string[], kind: string) => ({
          field: 'createChatSession',
          identity: ann,
          arguments: { input: { sessionType: 'GENERAL', kind, name: 'Algebra', memberIds } },
        });
        const mine = { field: 'myChatSessions', identity: ann, arguments: { limit: 1, after: null } };
        // A call of two, which is over when one blocks the other.
        const calling = uploaded.codeOf(uploaded.function('CallService'));
        const call = async (user: string, field: string, input: Json): Promise<string> => {
          const event = { field, identity: { sub: user, name: null }, arguments: { input } };
          const [answer] = await answersOf(calling, dynamoDb, [event], storeOf(aws));
          return textAt(answer, 'value', 'call', 'id');
        };
        const [opened] = await answersOf(code, dynamoDb, [create(['bob'], 'DIRECT')]);
        const callId = await call('ann', 'initiateCall', { sessionId: textAt(opened, 'value', 'id') });
        expect(await call('bob', 'acceptCall', { callId })).toBe(callId);
        dynamoDb.forget();
        const answers = await answersOf(code, dynamoDb, [
          create(['bob'], 'DIRECT'),
          create(members(40), 'GROUP'),
          create(members(400), 'PRIVATE'),
          mine,
        ]);

        expect(answers.map((answer) => at(answer, 'ok'))).toEqual([true, true, true, true]);
        expect(at(answers[3], 'value', 'items', 0, 'name')).toBe('Algebra');
        const group = { sessionId: at(answers[1], 'value', 'id') };
        const change = (field: string, args: object) => ({ field, identity: ann, arguments: { ...group, ...args } });
        const rated = await answersOf(
          code,
          dynamoDb,
          [
            { field: 'bannedMembers', identity: ann, arguments: group },
            { field: 'blockUser', identity: ann, arguments: { userId: 'bob' } },
            { field: 'unblockUser', identity: ann, arguments: { userId: 'bob' } },
            create(['cat'], 'DIRECT'),
            create(['dan'], 'DIRECT'),
          ],
          { SESSIONS_PER_HOUR: '1' },
        );
        expect(rated.slice(0, 4).map((answer) => at(answer, 'ok'))).toEqual([true, true, true, true]);
        expect(at(rated[4], 'refusal', 'code')).toBe('RateLimited');
        const there = { deviceId: 'laptop', status: 'ONLINE', note: null };
        const presence = { sessionId: at(answers[1], 'value', 'id'), userIds: ['ann', 'member-1'] };
        const seen = await answersOf(code, dynamoDb, [
          { field: 'setPresence', identity: ann, arguments: { input: there } },
          { field: 'presence', identity: ann, arguments: presence },
          { field: 'onPresence', identity: ann, arguments: presence },
          { field: 'onTypingIndicator', identity: ann, arguments: group },
          change('freezeChatSession', {}),
          change('addMembers', { userIds: ['eve'] }),
          change('banMember', { userId: 'eve', reason: null }),
          change('unbanMember', { userId: 'eve' }),
          change('changeMemberRole', { userId: 'member-1', role: 'MODERATOR' }),
        ]);
        expect(seen.slice(4).map((answer) => at(answer, 'value', 'seq'))).toEqual([1, 2, 3, 4, 5]);
        expect(at(seen[1], 'value', 0)).toMatchObject({ userId: 'ann', status: 'ONLINE' });
        expect(at(seen[2], 'value')).toEqual(['ann', 'member-1']);
        expect(at(seen[3], 'value')).toEqual({ leftOut: [], untilJoin: false });
        const messageId = await aPoll(dynamoDb, textAt(answers[1], 'value', 'id'));
        const vote = (optionIds: readonly number[]) => ({
          field: 'votePoll',
          identity: ann,
          arguments: { messageId, optionIds },
        });
        const close = { field: 'closePoll', identity: ann, arguments: { messageId } };
        const voted = await answersOf(code, dynamoDb, [vote([1]), vote([0]), vote([]), close, vote([0])]);
        expect(voted.slice(0, 4).map((answer) => at(answer, 'value', 'seq'))).toEqual([7, 8, 9, 10]);
        expect(at(voted[4], 'refusal', 'code')).toBe('PollClosed');
        const device = (deviceId: string, token: string) => ({ deviceId, platform: 'IOS', token });
        const notified = await answersOf(code, dynamoDb, [
          { field: 'registerDevice', identity: ann, arguments: { input: device('phone', 'a') } },
          { field: 'registerDevice', identity: ann, arguments: { input: device('phone', 'b') } },
          { field: 'unregisterDevice', identity: ann, arguments: { deviceId: 'phone' } },
          { field: 'updateNotificationSettings', identity: ann, arguments: { input: { digest: false } } },
          { field: 'notificationSettings', identity: ann, arguments: {} },
          { field: 'notifications', identity: ann, arguments: {} },
          { field: 'markNotificationsSeen', identity: ann, arguments: { upTo: '2026-01-01T00:00:00.000Z#x' } },
        ]);
        expect(notified.map((answer) => at(answer, 'ok'))).toEqual(notified.map(() => true));
        const away = { REDIS_URL: 'redis://127.0.0.1:1' };
        const unknown = await answersOf(
          code,
          dynamoDb,
          [{ field: 'setPresence', identity: ann, arguments: { input: there } }],
          away,
        );
        expect(at(unknown[0], 'refusal', 'code')).toBe('TryAgain');
        const role = target(at(handler(), 'Role'));
        expect(grantedOnTables(api, role)).toEqual([...dynamoDb.used].sort());
      } finally {
        await aws.close();
        await dynamoDb.close();
      }
    },
  );
});

/** A poll of Ann's at the sixth position of a log that has five. */
async function aPoll({ endpoint, tables }: RecordedDynamoDb, sessionId: string): Promise<string> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region: 'us-east-1', credentials }));
  const poll = { options: ['a', 'b'], isMultiple: false, isAnonymous: false, voterCount: 0, votes: { o0: 0, o1: 0 } };
  const slot: MessageSlotItem = {
    ...slotKey(sessionId, 6),
    seq: 6,
    entry: 'MESSAGE',
    at: new Date().toISOString(),
    messageKind: 'POLL',
    text: 'Which?',
    senderId: 'ann',
    senderName: 'Ann',
    clientMessageId: 'poll',
    poll: { ...poll, closesAt: null, closedAt: null },
  };
  const taken = { UpdateExpression: 'SET lastSeq = :six', ExpressionAttributeValues: { ':six': 6 } };
  await client.send(new PutCommand({ TableName: tables.chat, Item: { ...slot } }));
  await client.send(new UpdateCommand({ TableName: tables.chat, Key: { ...metaKey(sessionId) }, ...taken }));
  client.destroy();
  return messageIdOf(sessionId, 6);
}
