import { beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../contract.ts';
import { DataSourceKit, field, resultOf } from '../../../test/support/dynamodb-data-source.ts';

const kit = new DataSourceKit();

describe('queries and scans', () => {
  const query = (more = {}) =>
    kit.run({ operation: 'Query', query: { expression: 'pk = :pk', expressionValues: { ':pk': kit.pk } }, ...more });

  beforeEach(async () => {
    await Promise.all(
      ['1', '2', '3', '4', '5'].map((sk) => kit.put(sk, { n: { N: sk }, owner: { S: `${kit.pk.S}-owner` } })),
    );
  });

  async function pages(more: { readonly [name: string]: Json }): Promise<readonly unknown[]> {
    const seen: unknown[] = [];
    let nextToken: unknown = null;
    do {
      const page = await resultOf(query({ ...more, nextToken }));
      const items = field(page, 'items');
      seen.push(Array.isArray(items) ? items.map((item) => field(item, 'sk')) : items);
      nextToken = field(page, 'nextToken');
    } while (nextToken !== null);
    return seen;
  }

  it('pages forward and backward without a gap', async () => {
    expect((await pages({ limit: 2 })).flat()).toEqual(['1', '2', '3', '4', '5']);
    expect((await pages({ limit: 2, scanIndexForward: false })).flat()).toEqual(['5', '4', '3', '2', '1']);
  });

  it('says how many it looked at when a filter leaves some out', async () => {
    const filter = { expression: '#n > :n', expressionNames: { '#n': 'n' }, expressionValues: { ':n': { N: 3 } } };
    expect(await resultOf(query({ filter }))).toMatchObject({
      items: [{ sk: '4' }, { sk: '5' }],
      scannedCount: 5,
      nextToken: null,
    });
  });

  it('reads an index', async () => {
    const answer = kit.run({
      operation: 'Query',
      index: 'byOwner',
      query: {
        expression: '#o = :o',
        expressionNames: { '#o': 'owner' },
        expressionValues: { ':o': { S: `${kit.pk.S}-owner` } },
      },
    });
    expect(field(await resultOf(answer), 'items')).toHaveLength(5);
  });

  it('scans in segments that together hold everything', async () => {
    const mine = { expression: 'pk = :pk', expressionValues: { ':pk': kit.pk } };
    const segments = [0, 1].map((segment) =>
      resultOf(kit.run({ operation: 'Scan', totalSegments: 2, segment, filter: mine })),
    );
    const found = (await Promise.all(segments)).flatMap((page) => field(page, 'items'));
    expect(found).toHaveLength(5);
  });

  it('refuses a token of another range, of another secret, damaged, or made up', async () => {
    const token = field(await resultOf(query({ limit: 2 })), 'nextToken');
    const elsewhere = kit.run({
      operation: 'Query',
      nextToken: String(token),
      query: { expression: 'pk = :pk', expressionValues: { ':pk': { S: 'other' } } },
    });
    const refused = {
      ok: false,
      error: { type: 'DynamoDB:InvalidPaginationToken', message: 'Invalid pagination token given.' },
    };

    expect(await elsewhere).toEqual(refused);
    expect(await query({ nextToken: `A${String(token).slice(1)}` })).toEqual(refused);
    expect(await query({ nextToken: Buffer.from('{"pk":{"S":"x"}}').toString('base64') })).toEqual(refused);
    kit.changeSecret('another secret');
    expect(await query({ nextToken: token })).toEqual(refused);
  });

  it('keeps what a key holds out of its token', async () => {
    const token = String(field(await resultOf(query({ limit: 2 })), 'nextToken'));
    expect(Buffer.from(token, 'base64url').toString('latin1')).not.toContain(kit.pk.S);
  });

  it('does not count without returning, since AppSync cannot', async () => {
    expect(await query({ select: 'COUNT' })).toMatchObject({ ok: false, error: { type: 'MappingTemplate' } });
    expect(kit.operations.filter(({ operation }) => operation === 'Query')).toEqual([]);
  });
});

describe('batches', () => {
  it('puts over several tables and reads back in the order of the keys, null where nothing is', async () => {
    const items = {
      Chat: [
        { ...kit.at('a'), n: { N: 1 } },
        { ...kit.at('b'), n: { N: 2 } },
      ],
      Guards: [kit.at('g')],
    };
    expect(await resultOf(kit.run({ operation: 'BatchPutItem', tables: items }))).toEqual({
      data: {
        Chat: [
          { pk: kit.pk.S, sk: 'a', n: 1 },
          { pk: kit.pk.S, sk: 'b', n: 2 },
        ],
        Guards: [{ pk: kit.pk.S, sk: 'g' }],
      },
      unprocessedItems: { Chat: [], Guards: [] },
    });

    const projection = { expression: '#n', expressionNames: { '#n': 'n' } };
    const tables = {
      Chat: { keys: [kit.at('b'), kit.at('none'), kit.at('a')], consistentRead: true, projection },
      Guards: { keys: [kit.at('g')] },
    };
    expect(await resultOf(kit.run({ operation: 'BatchGetItem', tables }))).toEqual({
      data: { Chat: [{ n: 2 }, null, { n: 1 }], Guards: [{ pk: kit.pk.S, sk: 'g' }] },
      unprocessedKeys: { Chat: [], Guards: [] },
    });
  });

  it('deletes by key', async () => {
    await kit.put('a', {});
    expect(await resultOf(kit.run({ operation: 'BatchDeleteItem', tables: { Chat: [kit.at('a')] } }))).toEqual({
      data: { Chat: [{ pk: kit.pk.S, sk: 'a' }] },
      unprocessedKeys: { Chat: [] },
    });
    expect(await resultOf(kit.get('a'))).toBeNull();
  });
});
