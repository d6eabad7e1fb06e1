import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { portOf } from '../support/aws-endpoint.ts';
import { at, list, textAt, type Json } from './synthesise.ts';

export interface RecordedAws {
  /** What makes uploaded code ask this server in place of AWS's, with the queues that functions know. */
  readonly settings: Readonly<Record<string, string>>;
  /** What was asked for, as permissions: `<service>:<operation>`. */
  readonly used: Set<string>;
  /** What was sent to queues, as jobs. */
  readonly jobs: readonly Json[];
  close(): Promise<void>;
}

interface Asked {
  readonly operation: string;
  readonly body: string;
}

/** What a service answers: a body of JSON, of XML for those that speak it, or of a refusal. */
type Answers = (asked: Asked) => {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
};

const services: Readonly<Record<string, { readonly permission: string; readonly setting: string }>> = {
  sqs: { permission: 'sqs', setting: 'SQS' },
  sns: { permission: 'sns', setting: 'SNS' },
  ses: { permission: 'ses', setting: 'SESV2' },
  mobiletargeting: { permission: 'mobiletargeting', setting: 'PINPOINT' },
  'cognito-idp': { permission: 'cognito-idp', setting: 'COGNITO_IDENTITY_PROVIDER' },
  s3: { permission: 's3', setting: 'S3' },
  secretsmanager: { permission: 'secretsmanager', setting: 'SECRETS_MANAGER' },
  events: { permission: 'events', setting: 'EVENTBRIDGE' },
};

/** Services of AWS that do what they are asked, on one address, noting which permission each request takes. */
export async function openRecordedAws(secret: string): Promise<RecordedAws> {
  const used = new Set<string>();
  const jobs: Json[] = [];
  const answers: Readonly<Record<string, Answers>> = {
    sqs: ({ body }) => {
      const entries = list(at(JSON.parse(body) as Json, 'Entries'));
      jobs.push(...entries.map((entry) => JSON.parse(textAt(entry, 'MessageBody')) as Json));
      const Successful = entries.map((entry) => ({
        Id: at(entry, 'Id'),
        MessageId: 'm',
        MD5OfMessageBody: createHash('md5').update(textAt(entry, 'MessageBody')).digest('hex'),
      }));
      return { body: JSON.stringify({ Successful, Failed: [] }) };
    },
    sns: sns(),
    ses: () => ({ body: '{"MessageId":"m"}' }),
    mobiletargeting: ({ body }) => {
      const tokens = Object.keys(at(JSON.parse(body) as Json, 'Addresses') ?? {});
      const result = (token: string) =>
        token.startsWith('dead')
          ? { DeliveryStatus: 'PERMANENT_FAILURE', StatusCode: 410 }
          : { DeliveryStatus: 'SUCCESSFUL', StatusCode: 200 };
      const Result = Object.fromEntries(tokens.map((token) => [token, result(token)]));
      return { body: JSON.stringify({ ApplicationId: 'a', Result }) };
    },
    'cognito-idp': () => {
      const attributes = { email: 'someone@example.org', email_verified: 'true' };
      const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
      return { body: JSON.stringify({ UserAttributes }) };
    },
    // A store in which every object has a thousand bytes.
    s3: ({ operation }) =>
      operation.startsWith('GetObject')
        ? { headers: { ...anObject, 'content-length': '1000' }, body: '' }
        : operation.startsWith('PutObject')
          ? { body: `<CopyObjectResult><ETag>${anObject.etag}</ETag></CopyObjectResult>` }
          : { status: 204, body: '' },
    events: ({ body }) => {
      const Entries = list(at(JSON.parse(body) as Json, 'Entries')).map(() => ({ EventId: 'e' }));
      return { body: JSON.stringify({ FailedEntryCount: 0, Entries }) };
    },
    secretsmanager: () => ({ body: JSON.stringify({ SecretString: secret }) }),
  };

  const server = createServer((request, response) => {
    void (async () => {
      const body = await text(request);
      const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '';
      const path = request.url ?? '';
      const operation =
        service === 's3' ? onObject(request.method, path) : operationOf(request.headers['x-amz-target'], path, body);
      used.add(`${services[service]?.permission ?? `unknown ${service}`}:${permissionOf(operation)}`);
      const answer = answers[service]?.({ operation, body }) ?? { status: 400, body: '{"__type":"NoSuchService"}' };
      response.writeHead(answer.status ?? 200, {
        'content-type': answer.body.startsWith('<') ? 'text/xml' : 'application/json',
        ...answer.headers,
      });
      response.end(answer.body);
    })().catch((cause: unknown) => response.destroy(cause instanceof Error ? cause : undefined));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${portOf(server.address())}`;
  return {
    settings: Object.fromEntries([
      ...Object.values(services).map(({ setting }) => [`AWS_ENDPOINT_URL_${setting}`, address] as const),
      ['S3_ENDPOINT', address] as const,
      // The SDK asks a queue where its URL says.
      ...['PUSHES_URL', 'QUEUE_URL', 'DEAD_LETTERS_URL'].map(
        (name) => [name, `${address}/123456789012/${name}`] as const,
      ),
    ]),
    used,
    jobs,
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** What a request to the store takes, and of which bucket. */
const onObject = (method: string | undefined, path: string): string => {
  const action = { HEAD: 'GetObject', GET: 'GetObject', PUT: 'PutObject', DELETE: 'DeleteObject' }[method ?? ''];
  return `${action ?? String(method)} ${path.split('/')[1] ?? ''}`;
};

const anObject = {
  'content-type': 'application/pdf',
  etag: '"0123456789abcdef0123456789abcdef"',
  'last-modified': 'Sat, 21 Nov 2026 12:00:00 GMT',
};

function operationOf(target: string | string[] | undefined, path: string, body: string): string {
  if (typeof target === 'string') return target.split('.').at(-1) ?? '';
  const action = new URLSearchParams(body).get('Action');
  if (action !== null) return action;
  return path.includes('/outbound-emails') ? 'SendEmail' : path.endsWith('/messages') ? 'SendMessages' : path;
}

/** Batches have no permission of their own. */
const permissionOf = (operation: string): string => operation.replace(/^(SendMessage)Batch$/, '$1');

/** SNS, where the endpoint of a token that begins with `dead` is disabled. */
const sns =
  (): Answers =>
  ({ operation, body }) => {
    const asked = new URLSearchParams(body);
    const target = asked.get('TargetArn') ?? '';
    if (operation === 'Publish' && target.includes('/dead')) {
      return {
        status: 400,
        body: '<ErrorResponse><Error><Type>Sender</Type><Code>EndpointDisabled</Code><Message>x</Message></Error></ErrorResponse>',
      };
    }
    const application = asked.get('PlatformApplicationArn')?.replace(':app/', ':endpoint/') ?? '';
    const result =
      operation === 'CreatePlatformEndpoint'
        ? `<EndpointArn>${application}/${asked.get('Token') ?? ''}</EndpointArn>`
        : '<MessageId>m</MessageId>';
    return { body: `<${operation}Response><${operation}Result>${result}</${operation}Result></${operation}Response>` };
  };
