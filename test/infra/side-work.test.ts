import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { memberKey, slotKey } from '../../adapters/dynamodb/layout/index.ts';
import { QueueReadings } from '../../domain/vocabulary/readings.ts';
import { EngineUnavailable } from '../../runtime/engine/index.ts';
import { streamArn, typed } from '../streams/memory-stream.ts';
import { grantedOnTables, statementsOf } from './granted.ts';
import { openRecordedAws } from './recorded-aws.ts';
import { storeOf } from './recorded-calls.ts';
import { openRecordedDynamoDb } from './recorded-dynamodb.ts';
import { at, list, synthesisTime, target, textAt, type Json, type Resource } from './synthesise.ts';
import { answersOf, synthesiseWithCode, type Uploaded } from './uploaded-code.ts';

describe('what follows from what is stored, on AWS', () => {
  let uploaded: Uploaded;
  beforeAll(async () => {
    uploaded = await synthesiseWithCode();
  }, synthesisTime);

  const only = (type: string, beginning: string): Resource => {
    const found = uploaded.api.ofType(type).filter(({ id }) => id.startsWith(`SideWork${beginning}`));
    expect(found, `${type} ${beginning}`).toHaveLength(1);
    return found[0]!;
  };
  const handler = (name: string) => only('AWS::Lambda::Function', `${name}Handler`);
  const roleOf = (name: string) => target(at(handler(name).properties, 'Role'));

  it('has a queue for those who left, which waits until the service has said its word, and an alarm on its dead letters', () => {
    const { batchSize, delaySeconds, receives } = QueueReadings.deliveries;
    const queue = only('AWS::SQS::Queue', 'DeliveriesQueue');
    const deadLetters = only('AWS::SQS::Queue', 'DeliveriesSetAside');
    expect(queue.properties).toMatchObject({
      DelaySeconds: delaySeconds,
      RedrivePolicy: { maxReceiveCount: receives, deadLetterTargetArn: { 'Fn::GetAtt': [deadLetters.id, 'Arn'] } },
    });
    expect(only('AWS::Lambda::EventSourceMapping', 'DeliveriesMapping').properties).toMatchObject({
      BatchSize: batchSize,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    const { properties } = only('AWS::Events::Rule', 'Gone');
    expect(at(properties, 'EventPattern')).toEqual({
      source: ['parley'],
      'detail-type': ['MembersChanged'],
      detail: { change: ['LEFT'] },
    });
    expect(list(at(properties, 'Targets')).map((one) => target(at(one, 'Arn')))).toEqual([queue.id]);
    expect(only('AWS::CloudWatch::Alarm', 'DeliveriesSetAside').properties).toMatchObject({ Threshold: 0 });
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
      const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
      const base = new DynamoDBClient({ endpoint: dynamoDb.endpoint, region: 'eu-central-1', credentials });
      const client = DynamoDBDocumentClient.from(base);
      const stored = async (key: object): Promise<unknown> =>
        (await client.send(new GetCommand({ TableName: dynamoDb.tables.chat, Key: { ...key } }))).Item;
      try {
        const ask = async (service: string, ...events: Json[]): Promise<readonly Json[]> => {
          const answers = await answersOf(uploaded.codeOf(uploaded.function(service)), dynamoDb, events, storeOf(aws));
          expect(answers.map((answer) => at(answer, 'ok'))).toEqual(answers.map(() => true));
          return answers;
        };
        const by = (sub: string, field: string, args: Json): Json => ({
          field,
          identity: { sub, name: null },
          arguments: args,
        });
        const input = { sessionType: 'GENERAL', kind: 'GROUP', name: 'Algebra', memberIds: ['bob', 'cat'] };
        const [opened] = await ask('ChatService', by('ann', 'createChatSession', { input }));
        const sessionId = textAt(opened, 'value', 'id');
        const [started] = await ask('CallService', by('ann', 'initiateCall', { input: { sessionId } }));
        const callId = textAt(started, 'value', 'call', 'id');
        await ask('CallService', by('bob', 'acceptCall', { input: { callId } }));
        const bob = await stored(memberKey(sessionId, 'bob'));
        const [, archived] = await ask(
          'ChatService',
          by('ann', 'removeMember', { sessionId, userId: 'bob' }),
          by('ann', 'archiveChatSession', { sessionId }),
        );
        const entry = await stored(slotKey(sessionId, Number(at(archived, 'value', 'seq'))));
        dynamoDb.forget();
        aws.used.clear();

        const told = {
          Records: [
            recordOf(1, memberKey(sessionId, 'bob'), { OldImage: typed(bob) }),
            recordOf(2, slotKey(sessionId, 0), { NewImage: typed(entry) }),
          ],
        };
        const run = (name: string, event: Json, settings: Readonly<Record<string, string>> = {}) =>
          answersOf(uploaded.codeOf(handler(name)), dynamoDb, [event], { ...aws.settings, ...settings });
        expect(await run('Events', told, { EVENT_BUS: 'parley' })).toEqual([{ batchItemFailures: [] }]);
        expect(grantedOnTables(uploaded.api, roleOf('Events'))).toEqual([...dynamoDb.used].sort());
        expect([...aws.used]).toEqual(['events:PutEvents']);
        const onBus = statementsOf(uploaded.api, roleOf('Events')).filter(({ actions }) =>
          actions.includes('events:PutEvents'),
        );
        expect(onBus).toHaveLength(1);

        dynamoDb.forget();
        const detail = { eventId: '1/MemberLeft', sessionId, userId: 'bob', change: 'LEFT', role: 'MEMBER' };
        const body = JSON.stringify({ source: 'parley', 'detail-type': 'MembersChanged', detail });
        const attributes = { ApproximateReceiveCount: '1' };
        const gone = { Records: [{ messageId: 'm', receiptHandle: 'm', body, attributes }] };
        expect(await run('Deliveries', gone)).toEqual([{ batchItemFailures: [] }]);
        expect(grantedOnTables(uploaded.api, roleOf('Deliveries'))).toEqual([...dynamoDb.used].sort());
      } finally {
        client.destroy();
        await aws.close();
        await dynamoDb.close();
      }
    },
  );
});

const recordOf = (place: number, { pk, sk }: { readonly pk: string; readonly sk: string }, images: object): Json => ({
  eventID: `record-${place}`,
  eventName: 'MODIFY',
  eventSource: 'aws:dynamodb',
  eventSourceARN: streamArn,
  dynamodb: {
    SequenceNumber: `${place}`,
    ApproximateCreationDateTime: 1_795_262_400,
    Keys: { pk: { S: pk }, sk: { S: sk } },
    ...images,
  },
});
