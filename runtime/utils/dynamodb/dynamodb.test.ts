import { describe, expect, it } from 'vitest';
import { valueOf } from '../../evaluator/test-support.ts';

const failure = (why: string): unknown => expect.stringContaining(why);

describe('util.dynamodb', () => {
  it.each([
    [
      'toDynamoDB({ a: [1, null, { b: true }], u: undefined })',
      { M: { a: { L: [{ N: 1 }, { NULL: null }, { M: { b: { BOOL: true } } }] } } },
    ],
    ['toNumber(12345)', { N: 12345 }],
    ["toBinarySet(['Zm9v'])", { BS: ['Zm9v'] }],
    ["toList(['a', 1])", { L: [{ S: 'a' }, { N: 1 }] }],
    ['toList(1)', null],
    ['toMap(null)', null],
    ['toMapValues([])', null],
    ['toString(null)', null],
    ['toNumberSet(undefined)', null],
    ["toS3Object('k', 'b', 'r')", { S: '{"s3":{"key":"k","bucket":"b","region":"r"}}' }],
    [
      "fromS3ObjectJson(util.dynamodb.toS3Object('k', 'b', 'r', 'v').S)",
      { key: 'k', bucket: 'b', region: 'r', version: 'v' },
    ],
    ['toString(1)', failure('unable to call util.dynamodb.toString; the value has another type')],
    ["toStringSet(['a', 1])", failure('unable to call util.dynamodb.toStringSet; the value has another type')],
    ["fromS3ObjectJson('{')", failure('the text is not JSON')],
  ])('%s', (call, value) => {
    expect(valueOf(`util.dynamodb.${call}`)).toEqual(value);
  });
});

describe('@aws-appsync/utils/dynamodb', () => {
  const id = { id: { S: '1' } };

  it.each([
    [
      "get({ key: { id: '1' }, consistentRead: true, projection: ['id', 'a.b[1].c', 'a.d'] })",
      {
        operation: 'GetItem',
        key: id,
        consistentRead: true,
        projection: {
          expression: '#expName_1, #expName_2.#expName_3[1].#expName_4, #expName_2.#expName_5',
          expressionNames: {
            '#expName_1': 'id',
            '#expName_2': 'a',
            '#expName_3': 'b',
            '#expName_4': 'c',
            '#expName_5': 'd',
          },
        },
      },
    ],
    [
      "put({ key: { id: '1' }, item: { n: 1 }, condition: { id: { attributeExists: false } }, _version: 2 })",
      {
        operation: 'PutItem',
        key: id,
        attributeValues: { n: { N: 1 } },
        condition: {
          expression: '(attribute_not_exists(#id))',
          expressionNames: { '#id': 'id' },
          expressionValues: {},
        },
        _version: 2,
      },
    ],
    [
      "remove({ key: { id: '1' }, condition: null, customPartitionKey: 'p', populateIndexFields: true })",
      { operation: 'DeleteItem', key: id, customPartitionKey: 'p', populateIndexFields: true },
    ],
    [
      `query({ index: 'byKind', query: { kind: { eq: 'k' }, at: { beginsWith: '2' } }, limit: 10, nextToken: null,
               scanIndexForward: false, filter: { n: { gt: 1 } } })`,
      {
        operation: 'Query',
        index: 'byKind',
        query: {
          expression: '(#kind = :kind_eq) AND (begins_with(#at,:at_beginsWith))',
          expressionNames: { '#kind': 'kind', '#at': 'at' },
          expressionValues: { ':kind_eq': { S: 'k' }, ':at_beginsWith': { S: '2' } },
        },
        limit: 10,
        scanIndexForward: false,
        filter: {
          expression: '(#n > :n_gt)',
          expressionNames: { '#n': 'n' },
          expressionValues: { ':n_gt': { N: 1 } },
        },
      },
    ],
    ['sync({ limit: 10, lastSync: 5 })', { operation: 'Sync', limit: 10, lastSync: 5 }],
    [
      "batchGet({ tables: { posts: { keys: [{ id: '1' }], projection: ['n'] } } })",
      {
        operation: 'BatchGetItem',
        tables: {
          posts: { keys: [id], projection: { expression: '#expName_1', expressionNames: { '#expName_1': 'n' } } },
        },
      },
    ],
    [
      "batchPut({ tables: { posts: [{ id: '1', n: 1 }] } })",
      { operation: 'BatchPutItem', tables: { posts: [{ ...id, n: { N: 1 } }] } },
    ],
    ["batchDelete({ tables: { posts: [{ id: '1' }] } })", { operation: 'BatchDeleteItem', tables: { posts: [id] } }],
    [
      "transactGet({ items: [{ table: 'posts', key: { id: '1' }, projection: ['n'] }] })",
      {
        operation: 'TransactGetItems',
        transactItems: [
          { table: 'posts', key: id, projection: { expression: '#expName_1', expressionNames: { '#expName_1': 'n' } } },
        ],
      },
    ],
    [
      `transactWrite({ items: [
        { putItem: { table: 'posts', key: { id: '1' }, item: { n: 1 } } },
        { updateItem: { table: 'posts', key: { id: '1' }, update: { n: 2 } } },
        { deleteItem: { table: 'posts', key: { id: '1' } } },
        { conditionCheck: { table: 'posts', key: { id: '1' }, condition: { n: { eq: 3 } } } },
      ] })`,
      {
        operation: 'TransactWriteItems',
        transactItems: [
          { operation: 'PutItem', table: 'posts', key: id, attributeValues: { n: { N: 1 } } },
          {
            operation: 'UpdateItem',
            table: 'posts',
            key: id,
            update: {
              expression: 'SET #expName_1 = :expValue_1',
              expressionNames: { '#expName_1': 'n' },
              expressionValues: { ':expValue_1': { N: 2 } },
            },
          },
          { operation: 'DeleteItem', table: 'posts', key: id },
          {
            operation: 'ConditionCheck',
            table: 'posts',
            key: id,
            condition: {
              expression: '(#n = :n_eq)',
              expressionNames: { '#n': 'n' },
              expressionValues: { ':n_eq': { N: 3 } },
            },
          },
        ],
      },
    ],
    ["toStringSet(['a'])", { SS: ['a'] }],
  ])('%s', (call, request) => {
    expect(valueOf(`ddb.${call}`)).toEqual(request);
  });

  it.each([
    ['get({})', 'unable to call dynamodb.get; key is missing'],
    ['get()', 'unable to call dynamodb.get; argument 1 is not an object'],
    [
      "put({ key: { id: 1 }, condition: { id: 'x' } })",
      'unable to call dynamodb.put; the condition cannot be rendered',
    ],
    ["get({ key: 'id' })", 'unable to call dynamodb.get; key is not an object'],
    ["get({ key: { id: 1 }, projection: 'id' })", 'unable to call dynamodb.get; the projection is not a list'],
    ['transactWrite({ items: [{ put: {} }] })', 'an item is none of putItem, updateItem, deleteItem, conditionCheck'],
    ['operations.append(1)', 'unable to call dynamodb.operations.append; it takes a list'],
  ])('%s fails', (call, why) => {
    expect(valueOf(`ddb.${call}`)).toEqual(failure(why));
  });
});

describe('update', () => {
  const update = (changes: string): unknown => valueOf(`ddb.update({ key: { id: '1' }, update: ${changes} }).update`);

  it('sets plain values and null, in the order given', () => {
    expect(update("{ name: 'Ann', bio: null, tags: ['a'] }")).toEqual({
      expression: 'SET #expName_1 = :expValue_1, #expName_2 = :expValue_2, #expName_3 = :expValue_3',
      expressionNames: { '#expName_1': 'name', '#expName_2': 'bio', '#expName_3': 'tags' },
      expressionValues: {
        ':expValue_1': { S: 'Ann' },
        ':expValue_2': { NULL: null },
        ':expValue_3': { L: [{ S: 'a' }] },
      },
    });
  });

  it.each([
    ['ddb.operations.add(1)', 'SET #expName_1 = :expValue_1'],
    ['ddb.operations.replace({ a: 1 })', 'SET #expName_1 = :expValue_1'],
    ['ddb.operations.remove()', 'REMOVE #expName_1'],
    ['ddb.operations.increment()', 'SET #expName_1 = #expName_1 + :expValue_1'],
    ['ddb.operations.decrement(2)', 'SET #expName_1 = #expName_1 - :expValue_1'],
    ['ddb.operations.prepend([1])', 'SET #expName_1 = list_append(:expValue_1, #expName_1)'],
    [
      "[ddb.operations.updateListItem('a', 1), ddb.operations.updateListItem('b', 2)]",
      'SET #expName_1[1] = :expValue_1, #expName_1[2] = :expValue_2',
    ],
    ['{ b: 1, c: ddb.operations.remove() }', 'SET #expName_1.#expName_2 = :expValue_1 REMOVE #expName_1.#expName_3'],
    ['{}', 'SET #expName_1 = :expValue_1'],
    ['[]', 'SET #expName_1 = :expValue_1'],
  ])('%s', (change, expression) => {
    expect(update(`{ a: ${change} }`)).toMatchObject({ expression });
  });

  it('puts what is removed after what is set', () => {
    expect(update('{ a: ddb.operations.remove(), b: 1 }')).toMatchObject({
      expression: 'SET #expName_2 = :expValue_1 REMOVE #expName_1',
    });
  });
});
