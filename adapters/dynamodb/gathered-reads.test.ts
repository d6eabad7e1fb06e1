import { createServer } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { portOf } from '../../test/support/aws-endpoint.ts';
import { GatheredReads } from './gathered-reads.ts';

interface Asked {
  readonly table: string;
  readonly keys: readonly string[];
  readonly consistent: boolean;
}

const keyOf = (name: string) => ({ pk: name, sk: 'x' });

describe('Reads that are asked for together', () => {
  /** Batches that a DynamoDB was asked for, which has every item but `none`, and is away for those that ask for `broken`. */
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const { RequestItems } = JSON.parse(await text(request)) as {
        RequestItems: Record<string, { Keys: { pk: { S: string } }[]; ConsistentRead: boolean }>;
      };
      const [[table, { Keys, ConsistentRead }] = ['', { Keys: [], ConsistentRead: false }]] =
        Object.entries(RequestItems);
      const keys = Keys.map(({ pk }) => pk.S);
      asked.push({ table, keys, consistent: ConsistentRead });
      const items = Keys.filter(({ pk }) => pk.S !== 'none');
      response.writeHead(keys.includes('broken') ? 400 : 200, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(
        keys.includes('broken')
          ? '{"__type":"ResourceNotFoundException"}'
          : JSON.stringify({ Responses: { [table]: items }, UnprocessedKeys: {} }),
      );
    })();
  });
  let client: DynamoDBDocumentClient;
  let base: DynamoDBClient;
  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    base = new DynamoDBClient({
      endpoint: `http://127.0.0.1:${portOf(server.address())}`,
      region: 'us-east-1',
      maxAttempts: 1,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    client = DynamoDBDocumentClient.from(base);
  });
  beforeEach(() => void asked.splice(0));
  afterAll(() => {
    base.destroy();
    server.closeAllConnections();
    server.close();
  });
  const names = (items: readonly Record<string, unknown>[]) => items.map(({ pk }) => pk);
  const consistent = { consistent: true } as const;

  it('are one request, each key once, and everyone gets what they asked for', async () => {
    const reads = new GatheredReads(client, 1);
    const [first, second, third] = await Promise.all([
      reads.getAll('chat', 'read', [keyOf('a'), keyOf('none')], consistent),
      reads.getAll('chat', 'read', [keyOf('a'), keyOf('b'), keyOf('b')], consistent),
      reads.getAll('chat', 'read', [], consistent),
    ]);
    expect([names(first), names(second), names(third)]).toEqual([['a'], ['a', 'b'], []]);
    expect(asked).toEqual([{ table: 'chat', keys: ['a', 'none', 'b'], consistent: true }]);
    // What is asked for later is read later.
    expect(names(await reads.getAll('chat', 'read', [keyOf('a')], consistent))).toEqual(['a']);
    expect(asked).toHaveLength(2);
  });

  it('are as many as differ by table and by how they are read', async () => {
    const reads = new GatheredReads(client, 1);
    await Promise.all([
      reads.getAll('chat', 'read', [keyOf('a')], consistent),
      reads.getAll('chat', 'read', [keyOf('a')], { consistent: false }),
      reads.getAll('people', 'read', [keyOf('a')], consistent),
      reads.getAll('chat', 'read', [keyOf('a')], { consistent: true, attributes: ['sk'] }),
    ]);
    expect(asked).toHaveLength(4);
  });

  it('are no more in one request than it takes', async () => {
    const reads = new GatheredReads(client, 1);
    const many = Array.from({ length: 250 }, (_, n) => keyOf(`key ${n}`));
    const found = await Promise.all(many.map((key) => reads.getAll('chat', 'read', [key], consistent)));
    expect(found.flatMap(names)).toEqual(many.map(({ pk }) => pk));
    expect(asked.map(({ keys }) => keys.length).sort((a, b) => b - a)).toEqual([100, 100, 50]);
  });

  it('fail for those who are in the request that failed, and for nobody else', async () => {
    const reads = new GatheredReads(client, 1);
    const [broken, beside, apart] = await Promise.allSettled([
      reads.getAll('chat', 'read', [keyOf('broken')], consistent),
      reads.getAll('chat', 'read', [keyOf('a')], consistent),
      reads.getAll('people', 'read', [keyOf('a')], consistent),
    ]);
    expect([broken.status, beside.status, apart.status]).toEqual(['rejected', 'rejected', 'fulfilled']);
    expect(names(await reads.getAll('chat', 'read', [keyOf('a')], consistent))).toEqual(['a']);
  });
});
