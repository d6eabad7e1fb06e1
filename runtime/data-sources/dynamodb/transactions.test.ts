import { describe, expect, it } from 'vitest';
import type { Json } from '../../contract.ts';
import { DataSourceKit, resultOf } from '../../../test/support/dynamodb-data-source.ts';

const kit = new DataSourceKit();

describe('transactions', () => {
  const write = (...transactItems: readonly Json[]) => kit.run({ operation: 'TransactWriteItems', transactItems });
  const slot = (sk: string, condition: Json = { expression: 'attribute_not_exists(pk)' }) => ({
    table: 'Chat',
    operation: 'PutItem',
    key: kit.at(sk),
    attributeValues: { n: { N: 1 } },
    condition,
  });

  it('writes over several tables at once', async () => {
    await kit.put('old', { n: { N: 1 } });
    await kit.put('gone', {});
    const answer = write(
      slot('a'),
      {
        table: 'Guards',
        operation: 'UpdateItem',
        key: kit.at('g'),
        update: { expression: 'ADD n :n', expressionValues: { ':n': { N: 5 } } },
      },
      { table: 'Chat', operation: 'DeleteItem', key: kit.at('gone') },
      {
        table: 'Chat',
        operation: 'ConditionCheck',
        key: kit.at('old'),
        condition: { expression: 'n = :n', expressionValues: { ':n': { N: 1 } } },
      },
    );
    expect(await resultOf(answer)).toEqual({
      keys: [
        { pk: kit.pk.S, sk: 'a' },
        { pk: kit.pk.S, sk: 'g' },
        { pk: kit.pk.S, sk: 'gone' },
        { pk: kit.pk.S, sk: 'old' },
      ],
      cancellationReasons: null,
    });
    expect(await resultOf(kit.get('gone'))).toBeNull();

    const keys = [
      { table: 'Guards', key: kit.at('g') },
      { table: 'Chat', key: kit.at('none') },
    ];
    expect(await resultOf(kit.run({ operation: 'TransactGetItems', transactItems: keys }))).toEqual({
      items: [{ pk: kit.pk.S, sk: 'g', n: 5 }, null],
      cancellationReasons: null,
    });
  });

  it('writes nothing when one condition fails, and says which, with its item', async () => {
    await kit.put('taken', { n: { N: 7 } });
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
            item: { pk: kit.pk.S, sk: 'taken', n: 7 },
          },
        ],
      },
    });
    expect(await resultOf(kit.get('free'))).toBeNull();
  });

  it('leaves the item out when told to', async () => {
    await kit.put('taken', {});
    const answer = await write(
      slot('taken', { expression: 'attribute_not_exists(pk)', returnValuesOnConditionCheckFailure: false }),
    );
    expect(answer).toMatchObject({ result: { cancellationReasons: [{ type: 'ConditionalCheckFailed', item: null }] } });
  });

  it('counts right under fifty at once', async () => {
    const add = {
      table: 'Chat',
      operation: 'UpdateItem',
      key: kit.at('sum'),
      update: { expression: 'ADD n :n', expressionValues: { ':n': { N: 1 } } },
    };
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => write(add, slot(`s${i}`))));
    expect(answers.filter(({ ok }) => !ok)).toEqual([]);
    expect(await resultOf(kit.get('sum'))).toMatchObject({ n: 50 });
  });
});
