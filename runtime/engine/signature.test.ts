import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { createSigner } from './signature.ts';

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const onlyOurHeaders =
  <Args extends object, Out>(next: (args: Args) => Promise<Out>) =>
  (args: Args): Promise<Out> => {
    const request: unknown = 'request' in args ? args.request : undefined;
    if (isRecord(request) && isRecord(request['headers'])) {
      const kept = Object.entries(request['headers']).filter(([name]) =>
        /^(host|content-type|x-amz-target)$/i.test(name),
      );
      request['headers'] = Object.fromEntries(kept);
    }
    return next(args);
  };

/** The headers that the SDK sends, with only the ones left in that ours are. */
async function signedBySdk(sessionToken: string | undefined): Promise<Readonly<Record<string, string>>> {
  let sent: Record<string, string> = {};
  const client = new DynamoDBClient({
    region: 'eu-central-1',
    endpoint: 'https://dynamodb.eu-central-1.amazonaws.com',
    credentials: {
      accessKeyId: 'AKID',
      secretAccessKey: 'secret',
      ...(sessionToken === undefined ? {} : { sessionToken }),
    },
    requestHandler: {
      handle: (request: { readonly headers: Record<string, string> }) => {
        sent = { ...request.headers };
        return Promise.reject(new Error('nothing is sent'));
      },
    },
    maxAttempts: 1,
  });
  client.middlewareStack.addRelativeTo(onlyOurHeaders, {
    relation: 'before',
    toMiddleware: 'httpSigningMiddleware',
    name: 'onlyOurHeaders',
  });
  await client.send(new ListTablesCommand({ Limit: 1 })).catch(() => {});
  return sent;
}

describe('createSigner', () => {
  it.each([undefined, 'token'])('signs as the SDK does, session token: %s', async (sessionToken) => {
    const theirs = await signedBySdk(sessionToken);
    const at = theirs['x-amz-date'] ?? '';
    const now = Date.parse(at.replace(/^(\d{4})(\d{2})(\d{2}T\d{2})(\d{2})(\d{2}Z)$/, '$1-$2-$3:$4:$5'));
    const sign = createSigner({
      host: 'dynamodb.eu-central-1.amazonaws.com',
      region: 'eu-central-1',
      credentials: {
        accessKeyId: 'AKID',
        secretAccessKey: 'secret',
        ...(sessionToken === undefined ? {} : { sessionToken }),
      },
    });
    expect(theirs['authorization']).toMatch(/^AWS4-HMAC-SHA256 Credential=AKID\//);
    expect(sign('DynamoDB_20120810.ListTables', '{"Limit":1}', now)['authorization']).toBe(theirs['authorization']);
  });
});
