import { describe, expect, it } from 'vitest';
import type { Json } from '../../contract.ts';
import { DataSourceKit, resultOf } from '../../../test/support/dynamodb-data-source.ts';

const kit = new DataSourceKit();

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
      /lambdaArn/,
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
    const answer = await kit.run(request);
    expect(answer).toMatchObject({ ok: false, error: { type: 'MappingTemplate' } });
    expect(answer.ok ? '' : answer.error.message).toMatch(message);
    expect(kit.operations).toEqual([]);
  });

  it('carry the name that DynamoDB gives them when it is DynamoDB that refuses', async () => {
    expect(await kit.run({ operation: 'GetItem', key: { pk: kit.pk } })).toMatchObject({
      ok: false,
      error: { type: 'DynamoDB:ValidationException' },
    });
  });
});

describe('what is counted', () => {
  it('is each call by name, and the units DynamoDB asks for', async () => {
    await kit.put('a', { text: { S: 'x'.repeat(1500) } });
    await kit.get('a');
    await kit.run({ operation: 'GetItem', key: kit.at('a') });
    expect(kit.metrics.snapshot()).toMatchObject({
      counters: {
        'dynamodb.calls': 3,
        'dynamodb.calls.GetItem': 2,
        'dynamodb.calls.PutItem': 1,
        'dynamodb.units.read': 1.5,
        'dynamodb.units.write': 2,
      },
    });
    expect(kit.operations[0]).toMatchObject({
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
    kit.fault = { kind: 'throttle' };
    expect(await kit.put('a', {})).toMatchObject({ ok: false, error: { type: 'DynamoDB:ThrottlingException' } });
    kit.fault = undefined;
    expect(await resultOf(kit.get('a'))).toBeNull();
  });

  it('lose the request before, or the answer after, it was carried out', async () => {
    kit.fault = { kind: 'timeoutBefore' };
    expect(await kit.put('before', {})).toMatchObject({ ok: false, error: { type: 'DynamoDB:SdkClientException' } });
    kit.fault = { kind: 'timeoutAfter' };
    expect(await kit.put('after', {})).toMatchObject({ ok: false, error: { type: 'DynamoDB:SdkClientException' } });
    kit.fault = undefined;
    expect(await resultOf(kit.get('before'))).toBeNull();
    expect(await resultOf(kit.get('after'))).toMatchObject({ sk: 'after' });
  });

  it('answer with any exception', async () => {
    kit.fault = { kind: 'error', name: 'TransactionConflictException' };
    expect(await kit.put('a', {})).toMatchObject({
      ok: false,
      error: { type: 'DynamoDB:TransactionConflictException' },
    });
  });
});
