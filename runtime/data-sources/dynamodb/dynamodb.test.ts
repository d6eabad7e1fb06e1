import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DataSource, DataSourceAnswer, Json, ResolverContext } from '../../contract.ts';
import {
  connectDynamoDb,
  ensureTables,
  openDynamoDb,
  type DynamoDbConnection,
  type OpenDynamoDb,
} from '../../engine/index.ts';
import { parseJson } from '../../json.ts';
import { createMetrics } from '../../observe/index.ts';
import { createDynamoDbDataSource, type DynamoDbFault, type OperationRecord } from './index.ts';

const clock = { now: () => Date.now() };
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const context: ResolverContext = {
  arguments: {},
  identity: null,
  source: null,
  request: { headers: {}, domainName: null },
  info: {
    fieldName: 'sendMessage',
    parentTypeName: 'Mutation',
    variables: {},
    selectionSetList: [],
    selectionSetGraphQL: '',
  },
  env: {},
  stash: {},
  prev: null,
};

let dataDir: string;
let engine: OpenDynamoDb;
let connection: DynamoDbConnection;
let metrics = createMetrics();
let operations: OperationRecord[] = [];
let fault: DynamoDbFault | undefined;
let source: DataSource;
let round = 0;
/** A partition of its own for every test. */
let pk: { readonly S: string };

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'parley-data-source-'));
  engine = await openDynamoDb({ dataDir, log: silent, clock });
  connection = connectDynamoDb({ endpoint: engine.endpoint, clock });
  const string = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' });
  const table = (TableName: string) => ({
    create: {
      TableName,
      AttributeDefinitions: [string('pk'), string('sk'), string('owner')],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byOwner',
          KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    },
  });
  await ensureTables(connection, [table('Chat'), table('Guards')]);
});

afterAll(async () => {
  connection.close();
  await engine.close();
  rmSync(dataDir, { recursive: true, force: true });
});

beforeEach(() => {
  metrics = createMetrics();
  operations = [];
  fault = undefined;
  round += 1;
  pk = { S: `test${round}` };
  source = dataSource('secret');
});

function dataSource(tokenSecret: string): DataSource {
  return createDynamoDbDataSource({
    name: 'Chat',
    table: 'Chat',
    connection,
    metrics,
    tokenSecret,
    onOperation: (record) => operations.push(record),
    faults: () => fault,
  });
}

const run = (request: Json): Promise<DataSourceAnswer> => source.invoke(request, context);
const at = (sk: string) => ({ pk, sk: { S: sk } });
const put = (sk: string, attributeValues: Json, more = {}) =>
  run({ operation: 'PutItem', key: at(sk), attributeValues, ...more });
const get = (sk: string) => run({ operation: 'GetItem', key: at(sk), consistentRead: true });

async function resultOf(answer: Promise<DataSourceAnswer>) {
  const got = await answer;
  if (!got.ok) throw new Error(`${got.error.type}: ${got.error.message}`);
  return got.result;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** Sets have no order. */
function sorted(members: unknown): unknown {
  return Array.isArray(members) ? members.toSorted() : members;
}

describe('items', () => {
  it('takes every type in the form of AppSync and gives plain JSON back', async () => {
    const plain = {
      ...{ pk: pk.S, sk: 'a' },
      s: 'x',
      n: 10,
      big: 1.5,
      t: true,
      nil: null,
      l: [1, 'b'],
      m: { k: 'v' },
      b: 'AQI=',
    };
    await put('a', {
      s: { S: 'x' },
      n: { N: 10 },
      big: { N: '1.5' },
      t: { BOOL: true },
      nil: { NULL: null },
      l: { L: [{ N: 1 }, { S: 'b' }] },
      m: { M: { k: { S: 'v' } } },
      b: { B: 'AQI=' },
      ss: { SS: ['x', 'y'] },
      ns: { NS: [1, 2] },
      bs: { BS: ['AQI='] },
    });
    const item = await resultOf(get('a'));
    expect(item).toMatchObject(plain);
    expect(field(item, 'bs')).toEqual(['AQI=']);
    expect(sorted(field(item, 'ss'))).toEqual(['x', 'y']);
    expect(sorted(field(item, 'ns'))).toEqual([1, 2]);
  });

  it('keeps an attribute called __proto__ an attribute', async () => {
    await put('a', parseJson('{"__proto__":{"S":"inert"}}') ?? null);
    const item: unknown = await resultOf(get('a'));
    expect(typeof item === 'object' && item !== null ? Object.entries(item) : []).toContainEqual([
      '__proto__',
      'inert',
    ]);
    expect(Object.getPrototypeOf(item)).toBe(Object.prototype);
  });

  it('answers null for an item that is not there', async () => {
    expect(await get('none')).toEqual({ ok: true, result: null });
  });

  it('returns what was put, what an update made, and what a deletion removed', async () => {
    expect(await resultOf(put('a', { n: { N: 1 } }))).toEqual({ pk: pk.S, sk: 'a', n: 1 });
    const update = { expression: 'ADD #n :by', expressionNames: { '#n': 'n' }, expressionValues: { ':by': { N: 2 } } };
    expect(await resultOf(run({ operation: 'UpdateItem', key: at('a'), update }))).toEqual({ pk: pk.S, sk: 'a', n: 3 });
    expect(await resultOf(run({ operation: 'DeleteItem', key: at('a') }))).toEqual({ pk: pk.S, sk: 'a', n: 3 });
    expect(await resultOf(run({ operation: 'DeleteItem', key: at('a') }))).toBeNull();
  });

  it('reads only the attributes of a projection', async () => {
    await put('a', { n: { N: 1 }, name: { S: 'x' } });
    const projection = { expression: '#name', expressionNames: { '#name': 'name' } };
    expect(await resultOf(run({ operation: 'GetItem', key: at('a'), projection }))).toEqual({ name: 'x' });
  });
});

describe('a condition that fails', () => {
  const onlyOnce = { expression: 'attribute_not_exists(pk)' };

  it('is an error whose result is the item as it stands', async () => {
    await put('a', { n: { N: 1 } });
    expect(await put('a', { n: { N: 2 } }, { condition: onlyOnce })).toEqual({
      ok: false,
      error: { type: 'DynamoDB:ConditionalCheckFailedException', message: 'The conditional request failed' },
      result: { pk: pk.S, sk: 'a', n: 1 },
    });
    expect(operations.map(({ operation, outcome }) => [operation, outcome])).toEqual([
      ['PutItem', 'ok'],
      ['PutItem', 'ConditionalCheckFailedException'],
      ['GetItem', 'ok'],
    ]);
    // A whole unit: the item is read strongly consistent.
    expect(operations[2]?.readUnits).toBe(1);
  });

  it('is success when the item already is what the put wanted, but for what equalsIgnore names', async () => {
    await put('a', { n: { N: 1 }, at: { S: 'then' } });
    const again = (equalsIgnore: Json) =>
      put('a', { n: { N: 1 }, at: { S: 'now' } }, { condition: { ...onlyOnce, equalsIgnore } });
    expect(await again(['at'])).toEqual({ ok: true, result: { pk: pk.S, sk: 'a', n: 1, at: 'then' } });
    expect(await again([])).toMatchObject({ ok: false });
  });

  it('is success when what was to be deleted is gone', async () => {
    const answer = run({ operation: 'DeleteItem', key: at('none'), condition: { expression: 'attribute_exists(pk)' } });
    expect(await answer).toEqual({ ok: true, result: null });
  });

  it('lets one of two racing writers win', async () => {
    const update = { expression: 'SET winner = :me', expressionValues: {} };
    const claim = (me: string) =>
      run({
        operation: 'UpdateItem',
        key: at('race'),
        update: { ...update, expressionValues: { ':me': { S: me } } },
        condition: { expression: 'attribute_not_exists(winner)' },
      });
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => claim(`w${i}`)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });
});

describe('queries and scans', () => {
  const query = (more = {}) =>
    run({ operation: 'Query', query: { expression: 'pk = :pk', expressionValues: { ':pk': pk } }, ...more });

  beforeEach(async () => {
    await Promise.all(['1', '2', '3', '4', '5'].map((sk) => put(sk, { n: { N: sk }, owner: { S: `${pk.S}-owner` } })));
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
    const answer = run({
      operation: 'Query',
      index: 'byOwner',
      query: {
        expression: '#o = :o',
        expressionNames: { '#o': 'owner' },
        expressionValues: { ':o': { S: `${pk.S}-owner` } },
      },
    });
    expect(field(await resultOf(answer), 'items')).toHaveLength(5);
  });

  it('scans in segments that together hold everything', async () => {
    const mine = { expression: 'pk = :pk', expressionValues: { ':pk': pk } };
    const segments = [0, 1].map((segment) =>
      resultOf(run({ operation: 'Scan', totalSegments: 2, segment, filter: mine })),
    );
    const found = (await Promise.all(segments)).flatMap((page) => field(page, 'items'));
    expect(found).toHaveLength(5);
  });

  it('refuses a token of another range, of another secret, damaged, or made up', async () => {
    const token = field(await resultOf(query({ limit: 2 })), 'nextToken');
    const elsewhere = run({
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
    source = dataSource('another secret');
    expect(await query({ nextToken: token })).toEqual(refused);
  });

  it('keeps what a key holds out of its token', async () => {
    const token = String(field(await resultOf(query({ limit: 2 })), 'nextToken'));
    expect(Buffer.from(token, 'base64url').toString('latin1')).not.toContain(pk.S);
  });

  it('does not count without returning, since AppSync cannot', async () => {
    expect(await query({ select: 'COUNT' })).toMatchObject({ ok: false, error: { type: 'MappingTemplate' } });
    expect(operations.filter(({ operation }) => operation === 'Query')).toEqual([]);
  });
});

describe('batches', () => {
  it('puts over several tables and reads back in the order of the keys, null where nothing is', async () => {
    const items = {
      Chat: [
        { ...at('a'), n: { N: 1 } },
        { ...at('b'), n: { N: 2 } },
      ],
      Guards: [at('g')],
    };
    expect(await resultOf(run({ operation: 'BatchPutItem', tables: items }))).toEqual({
      data: {
        Chat: [
          { pk: pk.S, sk: 'a', n: 1 },
          { pk: pk.S, sk: 'b', n: 2 },
        ],
        Guards: [{ pk: pk.S, sk: 'g' }],
      },
      unprocessedItems: { Chat: [], Guards: [] },
    });

    const projection = { expression: '#n', expressionNames: { '#n': 'n' } };
    const tables = {
      Chat: { keys: [at('b'), at('none'), at('a')], consistentRead: true, projection },
      Guards: { keys: [at('g')] },
    };
    expect(await resultOf(run({ operation: 'BatchGetItem', tables }))).toEqual({
      data: { Chat: [{ n: 2 }, null, { n: 1 }], Guards: [{ pk: pk.S, sk: 'g' }] },
      unprocessedKeys: { Chat: [], Guards: [] },
    });
  });

  it('deletes by key', async () => {
    await put('a', {});
    expect(await resultOf(run({ operation: 'BatchDeleteItem', tables: { Chat: [at('a')] } }))).toEqual({
      data: { Chat: [{ pk: pk.S, sk: 'a' }] },
      unprocessedKeys: { Chat: [] },
    });
    expect(await resultOf(get('a'))).toBeNull();
  });
});

describe('transactions', () => {
  const write = (...transactItems: readonly Json[]) => run({ operation: 'TransactWriteItems', transactItems });
  const slot = (sk: string, condition: Json = { expression: 'attribute_not_exists(pk)' }) => ({
    table: 'Chat',
    operation: 'PutItem',
    key: at(sk),
    attributeValues: { n: { N: 1 } },
    condition,
  });

  it('writes over several tables at once', async () => {
    await put('old', { n: { N: 1 } });
    await put('gone', {});
    const answer = write(
      slot('a'),
      {
        table: 'Guards',
        operation: 'UpdateItem',
        key: at('g'),
        update: { expression: 'ADD n :n', expressionValues: { ':n': { N: 5 } } },
      },
      { table: 'Chat', operation: 'DeleteItem', key: at('gone') },
      {
        table: 'Chat',
        operation: 'ConditionCheck',
        key: at('old'),
        condition: { expression: 'n = :n', expressionValues: { ':n': { N: 1 } } },
      },
    );
    expect(await resultOf(answer)).toEqual({
      keys: [
        { pk: pk.S, sk: 'a' },
        { pk: pk.S, sk: 'g' },
        { pk: pk.S, sk: 'gone' },
        { pk: pk.S, sk: 'old' },
      ],
      cancellationReasons: null,
    });
    expect(await resultOf(get('gone'))).toBeNull();

    const keys = [
      { table: 'Guards', key: at('g') },
      { table: 'Chat', key: at('none') },
    ];
    expect(await resultOf(run({ operation: 'TransactGetItems', transactItems: keys }))).toEqual({
      items: [{ pk: pk.S, sk: 'g', n: 5 }, null],
      cancellationReasons: null,
    });
  });

  it('writes nothing when one condition fails, and says which, with its item', async () => {
    await put('taken', { n: { N: 7 } });
    expect(await write(slot('free'), slot('taken'))).toMatchObject({
      ok: false,
      error: { type: 'DynamoDB:TransactionCanceledException' },
      result: {
        keys: null,
        cancellationReasons: [
          { type: 'None', message: 'None', item: null },
          {
            type: 'ConditionalCheckFailed',
            message: 'The conditional request failed',
            item: { pk: pk.S, sk: 'taken', n: 7 },
          },
        ],
      },
    });
    expect(await resultOf(get('free'))).toBeNull();
  });

  it('leaves the item out when told to', async () => {
    await put('taken', {});
    const answer = await write(
      slot('taken', { expression: 'attribute_not_exists(pk)', returnValuesOnConditionCheckFailure: false }),
    );
    expect(answer).toMatchObject({ result: { cancellationReasons: [{ type: 'ConditionalCheckFailed', item: null }] } });
  });

  it('counts right under fifty at once', async () => {
    const add = {
      table: 'Chat',
      operation: 'UpdateItem',
      key: at('sum'),
      update: { expression: 'ADD n :n', expressionValues: { ':n': { N: 1 } } },
    };
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => write(add, slot(`s${i}`))));
    expect(answers.filter(({ ok }) => !ok)).toEqual([]);
    expect(await resultOf(get('sum'))).toMatchObject({ n: 50 });
  });
});

describe('requests of the wrong form', () => {
  it.each([
    [{ operation: 'Sync' }, /'Sync'; it needs a versioned data source/],
    [{ operation: 'DropTable' }, /Unsupported operation 'DropTable'/],
    [{ operation: 'constructor' }, /Unsupported operation 'constructor'/],
    [{}, /\$\[operation\]/],
    ['GetItem', /not an object/],
    [{ operation: 'GetItem' }, /'key' is not an object/],
    [{ operation: 'GetItem', key: { pk: 'untyped' } }, /Unsupported element 'key\.pk'/],
    [{ operation: 'GetItem', key: { pk: { S: 'a', N: 1 } } }, /Unsupported element/],
    [{ operation: 'GetItem', key: { pk: { N: 'one' } } }, /Unable to convert key\.pk to a number/],
    [
      { operation: 'TransactWriteItems', transactItems: [{ table: 'Chat', operation: 'Query', key: {} }] },
      /Unsupported operation 'Query'/,
    ],
    [
      {
        operation: 'DeleteItem',
        key: {},
        condition: { expression: 'x', conditionalCheckFailedHandler: { strategy: 'Custom' } },
      },
      /use Reject/,
    ],
    [
      {
        operation: 'UpdateItem',
        key: {},
        update: { expression: 'SET a = :x', expressionValues: { ':x': { N: 1 } } },
        condition: { expression: 'a = :x', expressionValues: { ':x': { N: 2 } } },
      },
      /':x' stands for two different things/,
    ],
  ])('are refused before anything is sent: %j', async (request: Json, message) => {
    const answer = await run(request);
    expect(answer).toMatchObject({ ok: false, error: { type: 'MappingTemplate' } });
    expect(answer.ok ? '' : answer.error.message).toMatch(message);
    expect(operations).toEqual([]);
  });

  it('carry the name that DynamoDB gives them when it is DynamoDB that refuses', async () => {
    expect(await run({ operation: 'GetItem', key: { pk } })).toMatchObject({
      ok: false,
      error: { type: 'DynamoDB:ValidationException' },
    });
  });
});

describe('what is counted', () => {
  it('is each call by name, and the units DynamoDB asks for', async () => {
    await put('a', { text: { S: 'x'.repeat(1500) } });
    await get('a');
    await run({ operation: 'GetItem', key: at('a') });
    expect(metrics.snapshot()).toMatchObject({
      counters: {
        'dynamodb.calls': 3,
        'dynamodb.calls.GetItem': 2,
        'dynamodb.calls.PutItem': 1,
        'dynamodb.units.read': 1.5,
        'dynamodb.units.write': 2,
      },
    });
    expect(operations[0]).toMatchObject({
      operation: 'PutItem',
      tables: ['Chat'],
      field: 'Mutation.sendMessage',
      writeUnits: 2,
      outcome: 'ok',
    });
  });
});

describe('faults that a test asks for', () => {
  it('throttle without carrying out', async () => {
    fault = { kind: 'throttle' };
    expect(await put('a', {})).toMatchObject({ ok: false, error: { type: 'DynamoDB:ThrottlingException' } });
    fault = undefined;
    expect(await resultOf(get('a'))).toBeNull();
  });

  it('lose the request before, or the answer after, it was carried out', async () => {
    fault = { kind: 'timeoutBefore' };
    expect(await put('before', {})).toMatchObject({ ok: false, error: { type: 'DynamoDB:SdkClientException' } });
    fault = { kind: 'timeoutAfter' };
    expect(await put('after', {})).toMatchObject({ ok: false, error: { type: 'DynamoDB:SdkClientException' } });
    fault = undefined;
    expect(await resultOf(get('before'))).toBeNull();
    expect(await resultOf(get('after'))).toMatchObject({ sk: 'after' });
  });

  it('answer with any exception', async () => {
    fault = { kind: 'error', name: 'TransactionConflictException' };
    expect(await put('a', {})).toMatchObject({ ok: false, error: { type: 'DynamoDB:TransactionConflictException' } });
  });
});
