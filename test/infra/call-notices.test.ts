import { createHmac } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { callPartition } from '../../adapters/dynamodb/layout/index.ts';
import { EngineUnavailable } from '../../runtime/engine/index.ts';
import { AgoraServer } from '../support/agora-server.ts';
import { grantedOnTables, statementsOf } from './granted.ts';
import { openRecordedAws } from './recorded-aws.ts';
import { storeOf } from './recorded-calls.ts';
import { openRecordedDynamoDb, type RecordedDynamoDb } from './recorded-dynamodb.ts';
import { at, list, synthesisTime, target, textAt, type Json, type Resource, type Synthesised } from './synthesise.ts';
import { answersOf, synthesiseWithCode, type Uploaded } from './uploaded-code.ts';

/** Every secret here. A certificate has this form. */
const secret = '0123456789abcdef'.repeat(2);
const appId = 'a'.repeat(32);
const arn = (name: string) => `arn:aws:secretsmanager:eu-central-1:123456789012:secret:${name}-AbCdEf`;

describe('recording calls on AWS', () => {
  let uploaded: Uploaded;
  let api: Synthesised;
  beforeAll(async () => {
    uploaded = await synthesiseWithCode();
    api = uploaded.api;
  }, synthesisTime);
  const handler = (name: string): Resource => uploaded.function(`${name}Handler`);
  const roleOf = (name: string) => target(at(handler(name).properties, 'Role'));
  const variables = (name: string) => at(handler(name).properties, 'Environment', 'Variables');
  const only = (type: string, beginning: string): Resource => {
    const found = api.ofType(type).filter(({ id }) => id.startsWith(beginning));
    expect(found, `${type} ${beginning}`).toHaveLength(1);
    return found[0]!;
  };

  it.each([
    ['CallService', ['AgoraCertificateArn', 'AgoraCustomerKeyArn', 'AgoraStorageKeyArn']],
    ['CallNotices', ['AgoraCertificateArn', 'AgoraCustomerKeyArn', 'AgoraWebhookKeyArn']],
    ['SideWorkEvents', ['AgoraCertificateArn', 'AgoraCustomerKeyArn']],
  ])('%s knows its secrets by their ARNs, may read those, and is told of none where there is none', (name, names) => {
    const reading = statementsOf(api, roleOf(name)).filter(({ actions }) =>
      actions.includes('secretsmanager:GetSecretValue'),
    );
    expect(reading.flatMap(({ resources }) => resources.map((one) => at(one, 'Ref'))).sort()).toEqual(names);
    const told = Object.keys(variables(name) ?? {}).filter((setting) => setting.endsWith('_SECRET'));
    expect(told.map((setting) => textAt(variables(name), setting, 'Ref')).sort()).toEqual(names);
    for (const parameter of names) expect(at(api.parameters[parameter], 'Default')).toBe('');
    const policies = api
      .ofType('AWS::IAM::Policy')
      .filter(({ properties }) => list(at(properties, 'Roles')).some((role) => target(role) === roleOf(name)));
    const withSecret = policies.filter(({ properties }) => JSON.stringify(properties).includes('secretsmanager'));
    expect(withSecret.every(({ condition }) => condition !== '')).toBe(true);
  });

  it('hears of recordings at an address that anyone may call, of a function that can do nothing else', () => {
    const url = only('AWS::Lambda::Url', 'CallNotices');
    expect(url.properties).toMatchObject({ AuthType: 'NONE' });
    expect(target(at(url.properties, 'TargetFunctionArn'))).toBe(handler('CallNotices').id);
    const actions = statementsOf(api, roleOf('CallNotices')).flatMap((statement) => statement.actions);
    const services = new Set(actions.map((action) => action.split(':')[0]));
    expect([...services].sort()).toEqual(['appsync', 'dynamodb', 'logs', 'secretsmanager', 'xray']);
  });

  it('finds what was recorded by its name alone, and cannot read, write or remove it', () => {
    const store = statementsOf(api, roleOf('CallService')).filter(({ actions }) => /^s3:/.test(actions[0] ?? ''));
    expect(store.map(({ actions }) => actions)).toEqual([['s3:ListBucket']]);
    expect(JSON.stringify(store.flatMap(({ resources }) => resources))).toContain('FileBucketsRecordings');
  });

  it('sets a look at calls aside that failed, with an alarm', () => {
    const letters = only('AWS::SQS::Queue', 'CallServiceSetAside').id;
    const rule = only('AWS::Events::Rule', 'CallServiceLook').properties;
    expect(textAt(rule, 'ScheduleExpression')).toBe('rate(1 minute)');
    expect(target(at(rule, 'Targets', 0, 'DeadLetterConfig', 'Arn'))).toBe(letters);
    const failing = only('AWS::Lambda::EventInvokeConfig', 'CallServiceHandler').properties;
    expect(target(at(failing, 'DestinationConfig', 'OnFailure', 'Destination'))).toBe(letters);
    expect(failing).toMatchObject({ MaximumRetryAttempts: 0 });
    expect(only('AWS::CloudWatch::Alarm', 'CallServiceSetAside').properties).toMatchObject({
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Threshold: 0,
    });
  });

  it(
    'hears, by the uploaded code alone, how a recording is, with exactly the permissions it was given',
    { timeout: 120_000 },
    async (ctx) => {
      const dynamoDb = await openRecordedDynamoDb().catch((cause: unknown) => {
        if (cause instanceof EngineUnavailable) return undefined;
        throw cause;
      });
      if (!dynamoDb) return ctx.skip('this machine has no DynamoDB engine');
      const [aws, agora] = [await openRecordedAws(secret), await AgoraServer.open(appId, 'customer', secret)];
      try {
        const settings = {
          ...storeOf(aws),
          AGORA_APP_ID: appId,
          AGORA_APP_CERTIFICATE_SECRET: arn('certificate'),
          AGORA_CUSTOMER_ID: 'customer',
          AGORA_CUSTOMER_SECRET_SECRET: arn('customer'),
          AGORA_STORAGE_ACCESS_KEY: 'WRITER',
          AGORA_STORAGE_SECRET_KEY_SECRET: arn('storage'),
          AGORA_WEBHOOK_SECRET_SECRET: arn('webhook'),
          AGORA_ENDPOINT: agora.url,
        };
        const asked = (user: string, field: string, args: Json): Json => ({
          field,
          identity: { sub: user, name: null },
          arguments: args,
        });
        const run = (name: string, ...events: Json[]) =>
          answersOf(uploaded.codeOf(handler(name)), dynamoDb, events, settings);
        const group = { sessionType: 'GENERAL', kind: 'GROUP', name: 'Algebra', memberIds: ['bob', 'cat'] };
        const [opened] = await run('ChatService', asked('ann', 'createChatSession', { input: group }));
        const sessionId = textAt(opened, 'value', 'id');
        const [started] = await run('CallService', asked('ann', 'initiateCall', { input: { sessionId } }));
        const callId = textAt(started, 'value', 'call', 'id');
        const [, recorded] = await run(
          'CallService',
          asked('bob', 'acceptCall', { input: { callId } }),
          asked('ann', 'startRecording', { callId }),
        );
        expect(at(recorded, 'value', 'recordings', 0, 'state')).toBe('RECORDING');
        const { body } = agora.calls.findLast(({ path }) => path.endsWith('/start')) ?? {};
        expect(at(body as Json, 'clientRequest', 'storageConfig')).toMatchObject({
          vendor: 1,
          region: 7,
          bucket: 'recordings',
          accessKey: 'WRITER',
          secretKey: secret,
        });

        // That Bob's other devices need not ring any more.
        expect((aws.jobs as Json[]).splice(0)).toMatchObject([{ kind: 'call', user: 'bob', callId }]);
        await everyoneFellSilent(dynamoDb, callId);
        dynamoDb.forget();
        const notice = JSON.stringify({
          noticeId: 'notice',
          productId: 3,
          eventType: 31,
          payload: {
            cname: at(body as Json, 'cname'),
            uid: at(body as Json, 'uid'),
            sid: agora.lastSid,
            details: { fileList: [{ fileName: `${agora.prefix}film.mp4`, isPlayable: true }] },
          },
        });
        const signature = createHmac('sha256', secret).update(notice).digest('hex');
        const request = (more: Readonly<Record<string, Json>>): Json => ({
          version: '2.0',
          requestContext: { http: { method: 'POST', path: '/' } },
          headers: { 'agora-signature-v2': signature },
          body: notice,
          isBase64Encoded: false,
          ...more,
        });
        const statuses = await run(
          'CallNotices',
          request({ headers: {} }),
          request({ headers: { 'agora-signature-v2': 'a'.repeat(64) } }),
          request({ requestContext: { http: { method: 'GET' } } }),
          request({ body: Buffer.from(notice).toString('base64'), isBase64Encoded: true }),
          request({}),
        );
        expect(statuses.map((answer) => at(answer, 'statusCode'))).toEqual([404, 404, 404, 200, 200]);
        expect(grantedOnTables(api, roleOf('CallNotices'))).toEqual([...dynamoDb.used].sort());

        const [shown] = await run('CallService', asked('cat', 'call', { callId }));
        expect(at(shown, 'value', 'call')).toMatchObject({
          state: 'FAILED',
          endReason: 'VANISHED',
          recordings: [{ state: 'PROCESSING' }],
        });
        // A moment later it is due, and becomes a file that someone is to look into.
        for (let looks = 0; looks < 20 && aws.jobs.length === 0; looks += 1) {
          await run('CallService', { source: 'aws.events' });
        }
        expect(aws.jobs).toMatchObject([{ kind: 'see', fileId: expect.stringContaining(sessionId) as string }]);
      } finally {
        await agora.close();
        await aws.close();
        await dynamoDb.close();
      }
    },
  );
});

/** As if nobody in the call had been heard of for a long time: that is decided first, whatever a notice says. */
async function everyoneFellSilent({ endpoint, tables }: RecordedDynamoDb, callId: string): Promise<void> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const base = new DynamoDBClient({ endpoint, region: 'eu-central-1', credentials });
  const client = DynamoDBDocumentClient.from(base);
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: tables.calls,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': callPartition(callId) },
    }),
  );
  for (const { pk, sk } of Items.filter((item) => String(item['sk']).startsWith('SEEN#'))) {
    await client.send(
      new UpdateCommand({
        TableName: tables.calls,
        Key: { pk: String(pk), sk: String(sk) },
        UpdateExpression: 'SET lastSeenAt = :then',
        ExpressionAttributeValues: { ':then': '2026-01-01T00:00:00.000Z' },
      }),
    );
  }
  base.destroy();
}
