import { createECDH } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import type { MessageSlotItem } from '../../adapters/dynamodb/layout/index.ts';
import { attentionKey, metaKey, slotKey } from '../../adapters/dynamodb/layout/index.ts';
import { messageIdOf } from '../../domain/vocabulary/identifiers.ts';
import { QueueReadings, StreamReadings } from '../../domain/vocabulary/readings.ts';
import { EngineUnavailable } from '../../runtime/engine/index.ts';
import { streamArn, typed } from '../streams/memory-stream.ts';
import { grantedOnTables, statementsOf } from './granted.ts';
import { openRecordedAws, type RecordedAws } from './recorded-aws.ts';
import { storeOf } from './recorded-calls.ts';
import { openRecordedDynamoDb, type RecordedDynamoDb } from './recorded-dynamodb.ts';
import { at, list, synthesisTime, target, textAt, type Json, type Resource } from './synthesise.ts';
import { answersOf, synthesiseWithCode, type Uploaded } from './uploaded-code.ts';

const applicationId = '0123456789abcdef0123456789abcdef';
const platform = (name: string) => `arn:aws:sns:eu-central-1:123456789012:app/${name}/parley`;

describe('notifications on AWS', () => {
  let uploaded: Uploaded;
  beforeAll(async () => {
    uploaded = await synthesiseWithCode();
  }, synthesisTime);

  const only = (type: string, beginning: string): Resource => {
    const found = uploaded.api.ofType(type).filter(({ id }) => id.startsWith(beginning));
    expect(found, `${type} ${beginning}`).toHaveLength(1);
    return found[0]!;
  };
  const handler = (name: string) => only('AWS::Lambda::Function', `Notifications${name}Handler`);
  const queue = (name: string) => only('AWS::SQS::Queue', `Notifications${name}`);
  const roleOf = (name: string) => target(at(handler(name).properties, 'Role'));
  const settingsOf = (name: string) => at(handler(name).properties, 'Environment', 'Variables');

  it('are one of the two that read the stream of the chat table, of whom there is never a third', () => {
    const ofStreams = uploaded.api
      .ofType('AWS::Lambda::EventSourceMapping')
      .filter(({ properties }) => JSON.stringify(at(properties, 'EventSourceArn')).includes('StreamArn'));
    expect(ofStreams.map(({ id }) => id.replace(/Mapping.*$/, '')).sort()).toEqual([
      'NotificationsReader',
      'SideWorkEvents',
    ]);
    const { batchSize, retryAttempts } = StreamReadings.notifications;
    expect(only('AWS::Lambda::EventSourceMapping', 'NotificationsReaderMapping').properties).toMatchObject({
      BatchSize: batchSize,
      MaximumRetryAttempts: retryAttempts,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      StartingPosition: 'TRIM_HORIZON',
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [queue('ReaderSetAside').id, 'Arn'] } } },
    });
  });

  it('wait in a queue for whoever sends them, and are set aside with an alarm where that keeps failing', () => {
    const pushes = queue('PushesQueue');
    expect(target(at(settingsOf('Reader'), 'PUSHES_URL'))).toBe(pushes.id);
    expect(target(at(settingsOf('Due'), 'PUSHES_URL'))).toBe(pushes.id);
    expect(target(at(settingsOf('Pushes'), 'QUEUE_URL'))).toBe(pushes.id);
    expect(at(pushes.properties, 'RedrivePolicy')).toEqual({
      deadLetterTargetArn: { 'Fn::GetAtt': [queue('PushesSetAside').id, 'Arn'] },
      maxReceiveCount: QueueReadings.pushes.receives,
    });
    expect(only('AWS::Lambda::EventSourceMapping', 'NotificationsPushesMapping').properties).toMatchObject({
      EventSourceArn: { 'Fn::GetAtt': [pushes.id, 'Arn'] },
      BatchSize: QueueReadings.pushes.batchSize,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    const timeout = Number(at(handler('Pushes').properties, 'Timeout'));
    expect(Number(at(pushes.properties, 'VisibilityTimeout'))).toBeGreaterThanOrEqual(6 * timeout);
  });

  it('are looked for each minute where they were held back, and a look that failed is told', () => {
    const rule = only('AWS::Events::Rule', 'NotificationsEachMinute');
    const missed = queue('SetAside');
    expect(at(rule.properties, 'ScheduleExpression')).toBe('rate(1 minute)');
    expect(list(at(rule.properties, 'Targets')).map((one) => target(at(one, 'Arn')))).toEqual([handler('Due').id]);
    expect(target(at(rule.properties, 'Targets', 0, 'DeadLetterConfig', 'Arn'))).toBe(missed.id);
    const invoking = only('AWS::Lambda::EventInvokeConfig', 'NotificationsDue').properties;
    expect(invoking).toMatchObject({ MaximumRetryAttempts: 0 });
    expect(target(at(invoking, 'DestinationConfig', 'OnFailure', 'Destination'))).toBe(missed.id);
  });

  it('alarm where any is set aside or late', () => {
    const alarms = uploaded.api.ofType('AWS::CloudWatch::Alarm').filter(({ id }) => id.startsWith('Notifications'));
    const watched = alarms.map(({ properties }) => {
      const of = target(at(properties, 'Dimensions', 0, 'Value'));
      return `${textAt(properties, 'MetricName')} ${of.replace(/(Queue|Handler)[0-9A-F]{8}$/, '')}`;
    });
    expect(watched.sort()).toEqual([
      'ApproximateAgeOfOldestMessage NotificationsPushes',
      'ApproximateNumberOfMessagesVisible NotificationsPushesSetAside',
      'ApproximateNumberOfMessagesVisible NotificationsReaderSetAside',
      'ApproximateNumberOfMessagesVisible NotificationsSetAside',
      'IteratorAge NotificationsReader',
    ]);
  });

  it('reach nobody until an operator says who delivers them', () => {
    const parameters = uploaded.api.parameters;
    const own = Object.keys(parameters).filter((name) => name !== 'BootstrapVersion' && !name.startsWith('Agora'));
    expect(own).toHaveLength(12);
    for (const name of own) expect(at(parameters[name], 'Default')).toBe(name === 'ApnsChannel' ? 'APNS' : '');
  });

  it('get a right with the parameter that names what it is about, and not before', () => {
    const policies = uploaded.api
      .ofType('AWS::IAM::Policy')
      .filter(({ id }) => id.startsWith('NotificationsProviders'))
      .map(({ properties, condition }) => ({
        when: parametersIn(uploaded.api.conditions[condition]),
        of: parametersIn(at(properties, 'PolicyDocument')),
        actions: list(at(properties, 'PolicyDocument', 'Statement')).flatMap((one) => list(at(one, 'Action'))),
        roles: list(at(properties, 'Roles')).map(target),
      }));
    for (const { when, of, roles } of policies) {
      expect(when).toHaveLength(1);
      expect(of).toEqual(when);
      expect(roles).toEqual([roleOf('Pushes')]);
    }
    expect(Object.fromEntries(policies.map(({ when, actions }) => [when[0], actions]))).toEqual({
      PinpointApplicationId: ['mobiletargeting:SendMessages'],
      SnsAppleApplicationArn: ['sns:CreatePlatformEndpoint', 'sns:DeleteEndpoint', 'sns:Publish'],
      SnsGoogleApplicationArn: ['sns:CreatePlatformEndpoint', 'sns:DeleteEndpoint', 'sns:Publish'],
      VapidKeyArn: ['secretsmanager:GetSecretValue'],
      EmailIdentity: ['ses:SendEmail'],
      EmailConfigurationSet: ['ses:SendEmail'],
    });
  });

  it('know a private key by the ARN of its secret only', () => {
    expect(at(settingsOf('Pushes'), 'VAPID_PRIVATE_KEY')).toBeUndefined();
    expect(at(settingsOf('Pushes'), 'VAPID_PRIVATE_KEY_SECRET')).toEqual({ Ref: 'VapidKeyArn' });
  });

  it('tell no subscriber: none of their functions knows the API, or may call it', () => {
    for (const name of ['Reader', 'Pushes', 'Due']) {
      expect(at(settingsOf(name), 'GRAPHQL_ENDPOINT')).toBeUndefined();
      const actions = statementsOf(uploaded.api, roleOf(name)).flatMap((statement) => statement.actions);
      expect(actions.filter((action) => action.startsWith('appsync:'))).toEqual([]);
    }
  });

  it(
    'are made, sent and released by the uploaded code alone, with exactly the permissions it was given',
    { timeout: 120_000 },
    async (ctx) => {
      const dynamoDb = await openRecordedDynamoDb().catch((cause: unknown) => {
        if (cause instanceof EngineUnavailable) return undefined;
        throw cause;
      });
      if (!dynamoDb) return ctx.skip('this machine has no DynamoDB engine');
      const keys = createECDH('prime256v1');
      const publicKey = keys.generateKeys('base64url');
      const aws = await openRecordedAws(keys.getPrivateKey('base64url'));
      try {
        const run = (name: string, events: readonly unknown[], settings: Readonly<Record<string, string>> = {}) =>
          answersOf(uploaded.codeOf(handler(name)), dynamoDb, events, { ...aws.settings, ...settings });
        const chat = (field: string, sub: string, args: object) => ({ field, identity: { sub }, arguments: args });
        const device = (sub: string, deviceId: string, platform: string, token: string) =>
          chat('registerDevice', sub, { input: { deviceId, platform, token } });
        const group = { sessionType: 'GENERAL', kind: 'GROUP', name: 'Algebra', memberIds: ['bob', 'cat'] };
        const quiet = { quietHours: { start: clockIn(-1), end: clockIn(6), timeZone: 'UTC' } };
        const begun = await answersOf(uploaded.codeOf(uploaded.function('ChatService')), dynamoDb, [
          chat('createChatSession', 'ann', { input: group }),
          device('bob', 'phone', 'IOS', 'token-1'),
          device('bob', 'tablet', 'ANDROID', 'dead-1'),
          device('cat', 'phone', 'IOS', 'token-2'),
          chat('updateNotificationSettings', 'cat', { input: quiet }),
        ]);
        expect(begun.map((answer) => at(answer, 'ok'))).toEqual(begun.map(() => true));
        const sessionId = textAt(begun[0], 'value', 'id');
        const [other] = await answersOf(uploaded.codeOf(uploaded.function('ChatService')), dynamoDb, [
          chat('createChatSession', 'ann', { input: group }),
        ]);
        const [started] = await answersOf(
          uploaded.codeOf(uploaded.function('CallService')),
          dynamoDb,
          [chat('initiateCall', 'ann', { input: { sessionId: textAt(other, 'value', 'id') } })],
          storeOf(aws),
        );
        const call = {
          sessionId: textAt(other, 'value', 'id'),
          callId: textAt(started, 'value', 'call', 'id'),
        };
        const slots = await threeMessages(dynamoDb, sessionId);
        dynamoDb.forget();

        const read = await run('Reader', [recordOf(slots)]);
        expect(read).toEqual([{ batchItemFailures: [] }]);
        expect(aws.jobs.map((job) => [at(job, 'kind'), at(job, 'seq')])).toEqual([
          ['announce', 1],
          ['announce', 2],
          ['announce', 3],
        ]);
        expect([...dynamoDb.used]).toEqual([]);
        expect([...aws.used]).toEqual(['sqs:SendMessage']);

        const providers = {
          USER_POOL_ID: 'eu-central-1_x',
          PUSH_PROVIDER: 'pinpoint',
          PINPOINT_APPLICATION_ID: applicationId,
          VAPID_PUBLIC_KEY: publicKey,
          VAPID_PRIVATE_KEY_SECRET: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:vapid-AbCdEf',
          VAPID_SUBJECT: 'mailto:ops@example.org',
          EMAIL_FROM: 'Parley <no-reply@example.org>',
        };
        const bySns = {
          ...providers,
          PUSH_PROVIDER: 'sns',
          SNS_PLATFORM_APPLICATIONS: `${platform('APNS')},${platform('GCM')}`,
        };
        const push = async (jobs: readonly Json[], settings: Readonly<Record<string, string>>) => {
          expect(await run('Pushes', [batchOf(jobs)], settings)).toEqual([{ batchItemFailures: [] }]);
        };
        await push(taken(aws), providers);
        const told = taken(aws);
        expect(told.map((job) => [at(job, 'kind'), at(job, 'user')])).toContainEqual(['message', 'bob']);
        await push(told, providers);
        await push([{ kind: 'clear', user: 'bob', sessionId, upTo: 3 }], providers);
        const added = {
          kind: 'happening',
          sessionId,
          id: 'added',
          about: 'ADDED',
          seq: null,
          actor: 'ann',
          role: null,
        };
        const happening = { ...added, at: '2026-11-21T12:00:00.000Z', user: 'bob' };
        await answersOf(uploaded.codeOf(uploaded.function('ChatService')), dynamoDb, [
          device('bob', 'tablet', 'ANDROID', 'dead-2'),
        ]);
        await push([happening], bySns);
        await push([{ kind: 'call', user: null, ...call }], providers);
        const rung = taken(aws);
        expect(rung.map((job) => at(job, 'user'))).toEqual([null, 'bob', 'cat']);
        await push(rung.slice(1), providers);
        await push([{ kind: 'digest', user: 'cat', at: '2026-11-21T12:00:00.000Z' }], providers);
        expect(grantedOnTables(uploaded.api, roleOf('Pushes'))).toEqual([...dynamoDb.used].sort());
        const granted = statementsOf(uploaded.api, roleOf('Pushes')).flatMap(({ actions }) => actions);
        expect([...aws.used].sort()).toEqual([...new Set(granted.filter(isOfService))].sort());

        dynamoDb.forget();
        aws.used.clear();
        await itIsDue(dynamoDb, 'cat', sessionId);
        dynamoDb.forget();
        expect(await run('Due', [{}])).toEqual([null]);
        expect(taken(aws)).toEqual([expect.objectContaining({ kind: 'digest', user: 'cat' })]);
        expect(grantedOnTables(uploaded.api, roleOf('Due'))).toEqual([...dynamoDb.used].sort());
        expect([...aws.used]).toEqual(['sqs:SendMessage']);
      } finally {
        await aws.close();
        await dynamoDb.close();
      }
    },
  );
});

/** Neither of tables, which are compared by themselves, nor of queues, logs and traces, which every function has to do with. */
const isOfService = (action: string): boolean => !/^(dynamodb|logs|xray|sqs:(?!SendMessage$))/.test(action);

/** The jobs that were sent since, which then count as taken. */
const taken = ({ jobs }: RecordedAws): readonly Json[] => (jobs as Json[]).splice(0);

const batchOf = (jobs: readonly Json[]) => ({
  Records: jobs.map((job, i) => ({
    messageId: `${i}`,
    receiptHandle: `${i}`,
    body: JSON.stringify(job),
    attributes: { ApproximateReceiveCount: '1' },
  })),
});

const recordOf = (slots: readonly MessageSlotItem[]) => ({
  Records: slots.map((slot, i) => ({
    eventID: `record-${i}`,
    eventName: 'INSERT',
    eventSource: 'aws:dynamodb',
    eventSourceARN: streamArn,
    dynamodb: {
      SequenceNumber: `${i}`,
      ApproximateCreationDateTime: 1_795_262_400,
      Keys: { pk: { S: slot.pk }, sk: { S: slot.sk } },
      NewImage: typed(slot),
    },
  })),
});

/** One that everybody is told of, the answer to it in a thread, and one more. */
async function threeMessages(dynamoDb: RecordedDynamoDb, sessionId: string): Promise<readonly MessageSlotItem[]> {
  const slot = (seq: number, senderId: string): MessageSlotItem => ({
    ...slotKey(sessionId, seq),
    seq,
    entry: 'MESSAGE',
    at: new Date().toISOString(),
    messageKind: 'TEXT',
    text: 'Shall we begin?',
    senderId,
    senderName: senderId,
    clientMessageId: `message-${seq}`,
  });
  const inThread = { threadRootSeq: 1, threadKey: messageIdOf(sessionId, 1), replyToSeq: 1, mentions: ['bob'] };
  const slots = [slot(1, 'bob'), { ...slot(2, 'ann'), ...inThread }, slot(3, 'ann')];
  const client = open(dynamoDb);
  const TableName = dynamoDb.tables.chat;
  for (const Item of slots) await client.send(new PutCommand({ TableName, Item: { ...Item } }));
  const upTo = { UpdateExpression: 'SET lastSeq = :three', ExpressionAttributeValues: { ':three': 3 } };
  await client.send(new UpdateCommand({ TableName, Key: { ...metaKey(sessionId) }, ...upTo }));
  client.destroy();
  return slots;
}

/** What was held back from a user is due since a while. */
async function itIsDue(dynamoDb: RecordedDynamoDb, userId: string, sessionId: string): Promise<void> {
  const client = open(dynamoDb);
  const Key = { ...attentionKey(userId, sessionId) };
  const past = {
    UpdateExpression: 'SET dueAt = :past',
    ConditionExpression: 'attribute_exists(dueAt)',
    ExpressionAttributeValues: { ':past': '2026-11-21T12:00:00.000Z' },
  };
  await client.send(new UpdateCommand({ TableName: dynamoDb.tables.people, Key, ...past }));
  client.destroy();
}

const open = ({ endpoint }: RecordedDynamoDb) =>
  DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    }),
  );

/** What a clock in UTC shows so many hours from now. */
const clockIn = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString().slice(11, 16);

/** Names of the parameters that something refers to, once each. */
function parametersIn(json: Json | undefined): readonly string[] {
  const refs = [...JSON.stringify(json ?? null).matchAll(/"Ref":"([A-Za-z]+)"/g)].map(([, name]) => name ?? '');
  return [...new Set(refs)];
}
