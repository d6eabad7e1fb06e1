import { createVerify, generateKeyPairSync } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { fileKey } from '../../adapters/dynamodb/layout/index.ts';
import { EngineUnavailable } from '../../runtime/engine/index.ts';
import { grantedOnTables, statementsOf } from './granted.ts';
import { openRecordedAws } from './recorded-aws.ts';
import { openRecordedDynamoDb, type RecordedDynamoDb } from './recorded-dynamodb.ts';
import { at, synthesisTime, target, textAt, type Resource } from './synthesise.ts';
import { answersOf, synthesiseWithCode, type Uploaded } from './uploaded-code.ts';

const domain = 'd111111abcdef8.cloudfront.net';

describe('the file service on AWS', () => {
  let uploaded: Uploaded;
  let handler: Resource;
  beforeAll(async () => {
    uploaded = await synthesiseWithCode();
    handler = uploaded.function('FileServiceHandler');
  }, synthesisTime);
  const settings = () => at(handler.properties, 'Environment', 'Variables');

  it('knows the delivery network, its key, and the secret that signs for it by its ARN alone', () => {
    expect(JSON.stringify(at(settings(), 'FILES_DOMAIN'))).toContain('DomainName');
    expect(JSON.stringify(at(settings(), 'FILES_KEY_ID'))).toContain('PublicKeyA');
    expect(JSON.stringify(at(settings(), 'FILES_PRIVATE_KEY_SECRET'))).toContain('PrivateKey');
    expect(at(settings(), 'FILES_PRIVATE_KEY')).toBeUndefined();
  });

  it('may read that secret, and no other', () => {
    const reading = statementsOf(uploaded.api, target(at(handler.properties, 'Role'))).filter(({ actions }) =>
      actions.some((action) => action.startsWith('secretsmanager:')),
    );
    expect(reading).toEqual([
      {
        effect: 'Allow',
        actions: ['secretsmanager:GetSecretValue'],
        resources: [at(settings(), 'FILES_PRIVATE_KEY_SECRET')],
      },
    ]);
  });

  it(
    'lets upload and fetch by the uploaded code alone, with exactly the permissions it was given',
    { timeout: 120_000 },
    async (ctx) => {
      const dynamoDb = await openRecordedDynamoDb().catch((cause: unknown) => {
        if (cause instanceof EngineUnavailable) return undefined;
        throw cause;
      });
      if (!dynamoDb) return ctx.skip('this machine has no DynamoDB engine');
      const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const aws = await openRecordedAws(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
      try {
        const own = {
          ...aws.settings,
          FILE_JOBS_URL: aws.settings['QUEUE_URL'] ?? '',
          INCOMING_BUCKET: 'incoming',
          FILES_BUCKET: 'files',
          QUARANTINE_BUCKET: 'quarantine',
          RECORDINGS_BUCKET: 'recordings',
          FILES_DOMAIN: domain,
          FILES_KEY_ID: 'K2JCJMDEHXQW5F',
          FILES_PRIVATE_KEY_SECRET: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:files-AbCdEf',
        };
        const asked = (field: string, args: object) => ({ field, identity: { sub: 'ann' }, arguments: args });
        const group = { sessionType: 'GENERAL', kind: 'GROUP', name: 'Algebra', memberIds: ['bob'] };
        const [begun] = await answersOf(uploaded.codeOf(uploaded.function('ChatService')), dynamoDb, [
          asked('createChatSession', { input: group }),
        ]);
        const sessionId = textAt(begun, 'value', 'id');
        dynamoDb.forget();
        const run = (events: readonly unknown[]) => answersOf(uploaded.codeOf(handler), dynamoDb, events, own);

        const file = { sessionId, name: 'Übung *1*.pdf', mediaType: 'application/pdf', size: 1000 };
        const [ticket, other] = await run([
          asked('requestUpload', { input: file }),
          asked('requestUpload', { input: file }),
        ]);
        const [fileId, unwanted] = [textAt(ticket, 'value', 'fileId'), textAt(other, 'value', 'fileId')];
        expect(textAt(ticket, 'value', 'post', 'url')).toContain('incoming');
        const [completed, cancelled] = await run([
          asked('completeUpload', { fileId }),
          asked('cancelUpload', { fileId: unwanted }),
        ]);
        expect([completed, cancelled].map((answer) => at(answer, 'refusal'))).toEqual([undefined, undefined]);

        await itIs(dynamoDb, sessionId, fileId, 'SET #state = :clean');
        const fetching = asked('fileUrl', { fileId, variant: 'ORIGINAL' });
        const [fetched] = await run([fetching]);
        expect(isSigned(textAt(fetched, 'value', 'url'), publicKey.export({ type: 'spki', format: 'pem' }))).toBe(true);
        await itIs(dynamoDb, sessionId, fileId, 'SET #state = :clean, attachedSeq = :one, attachedAs = :as');
        expect(at((await run([fetching]))[0], 'refusal', 'code')).toBe('FileNotFound');

        const role = target(at(handler.properties, 'Role'));
        expect(grantedOnTables(uploaded.api, role)).toEqual([...dynamoDb.used].sort());
        const granted = statementsOf(uploaded.api, role);
        const inStore = [...aws.used].filter((use) => use.startsWith('s3:'));
        expect(inStore.sort()).toEqual([
          's3:DeleteObject files',
          's3:DeleteObject incoming',
          's3:GetObject incoming',
          's3:PutObject incoming',
        ]);
        for (const [action, bucket] of inStore.map((use) => use.split(' '))) {
          const onBucket = granted.filter(({ resources }) =>
            JSON.stringify(resources).toLowerCase().includes(`filebuckets${bucket}`),
          );
          expect(
            onBucket.flatMap(({ actions }) => actions),
            `${action} ${bucket}`,
          ).toContain(action);
        }
      } finally {
        await aws.close();
        await dynamoDb.close();
      }
    },
  );
});

/** Writes to a file's item what other functions would have. */
async function itIs(dynamoDb: RecordedDynamoDb, sessionId: string, fileId: string, expression: string): Promise<void> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const { endpoint, tables } = dynamoDb;
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region: 'eu-central-1', credentials }));
  const isAttached = expression.includes(':one');
  await client.send(
    new UpdateCommand({
      TableName: tables.chat,
      Key: { ...fileKey(sessionId, fileId) },
      UpdateExpression: expression,
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':clean': 'CLEAN', ...(isAttached && { ':one': 1, ':as': 'message-1' }) },
    }),
  );
  client.destroy();
}

/** Whether CloudFront would take the link, but for its time. */
function isSigned(link: string, publicKey: string | Buffer): boolean {
  const { Expires, Signature } = Object.fromEntries(new URL(link).searchParams);
  const resource = link.slice(0, link.indexOf('&Expires='));
  const policy = `{"Statement":[{"Resource":"${resource}","Condition":{"DateLessThan":{"AWS:EpochTime":${Expires}}}}]}`;
  const signature = (Signature ?? '').replace(/-/g, '+').replace(/_/g, '=').replace(/~/g, '/');
  return (
    resource.startsWith(`https://${domain}/`) &&
    createVerify('RSA-SHA256').update(policy).verify(publicKey, signature, 'base64')
  );
}
