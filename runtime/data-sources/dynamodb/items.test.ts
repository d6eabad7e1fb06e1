import { describe, expect, it } from 'vitest';
import type { Json } from '../../contract.ts';
import { parseJson } from '../../json.ts';
import { DataSourceKit, field, resultOf } from '../../../test/support/dynamodb-data-source.ts';

const kit = new DataSourceKit();

/** Sets have no order. */
function sorted(members: unknown): unknown {
  return Array.isArray(members) ? members.toSorted() : members;
}

describe('items', () => {
  it('takes every type in the form of AppSync and gives plain JSON back', async () => {
    const plain = {
      ...{ pk: kit.pk.S, sk: 'a' },
      s: 'x',
      n: 10,
      big: 1.5,
      t: true,
      nil: null,
      l: [1, 'b'],
      m: { k: 'v' },
      b: 'AQI=',
    };
    await kit.put('a', {
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
    const item = await resultOf(kit.get('a'));
    expect(item).toMatchObject(plain);
    expect(field(item, 'bs')).toEqual(['AQI=']);
    expect(sorted(field(item, 'ss'))).toEqual(['x', 'y']);
    expect(sorted(field(item, 'ns'))).toEqual([1, 2]);
  });

  it('keeps an attribute called __proto__ an attribute', async () => {
    await kit.put('a', parseJson('{"__proto__":{"S":"inert"}}') ?? null);
    const item: unknown = await resultOf(kit.get('a'));
    expect(typeof item === 'object' && item !== null ? Object.entries(item) : []).toContainEqual([
      '__proto__',
      'inert',
    ]);
    expect(Object.getPrototypeOf(item)).toBe(Object.prototype);
  });

  it('answers null for an item that is not there', async () => {
    expect(await kit.get('none')).toEqual({ ok: true, result: null });
  });

  it('returns what was put, what an update made, and what a deletion removed', async () => {
    expect(await resultOf(kit.put('a', { n: { N: 1 } }))).toEqual({ pk: kit.pk.S, sk: 'a', n: 1 });
    const update = { expression: 'ADD #n :by', expressionNames: { '#n': 'n' }, expressionValues: { ':by': { N: 2 } } };
    expect(await resultOf(kit.run({ operation: 'UpdateItem', key: kit.at('a'), update }))).toEqual({
      pk: kit.pk.S,
      sk: 'a',
      n: 3,
    });
    expect(await resultOf(kit.run({ operation: 'DeleteItem', key: kit.at('a') }))).toEqual({
      pk: kit.pk.S,
      sk: 'a',
      n: 3,
    });
    expect(await resultOf(kit.run({ operation: 'DeleteItem', key: kit.at('a') }))).toBeNull();
  });

  it('reads only the attributes of a projection', async () => {
    await kit.put('a', { n: { N: 1 }, name: { S: 'x' } });
    const projection = { expression: '#name', expressionNames: { '#name': 'name' } };
    expect(await resultOf(kit.run({ operation: 'GetItem', key: kit.at('a'), projection }))).toEqual({ name: 'x' });
  });
});

describe('a condition that fails', () => {
  const onlyOnce = { expression: 'attribute_not_exists(pk)' };

  it('is an error whose result is the item as it stands', async () => {
    await kit.put('a', { n: { N: 1 } });
    expect(await kit.put('a', { n: { N: 2 } }, { condition: onlyOnce })).toEqual({
      ok: false,
      error: { type: 'DynamoDB:ConditionalCheckFailedException', message: 'The conditional request failed' },
      result: { pk: kit.pk.S, sk: 'a', n: 1 },
    });
    expect(kit.operations.map(({ operation, outcome }) => [operation, outcome])).toEqual([
      ['PutItem', 'ok'],
      ['PutItem', 'ConditionalCheckFailedException'],
      ['GetItem', 'ok'],
    ]);
    // A whole unit: the item is read strongly consistent.
    expect(kit.operations[2]?.readUnits).toBe(1);
  });

  it('is success when the item already is what the put wanted, but for what equalsIgnore names', async () => {
    await kit.put('a', { n: { N: 1 }, at: { S: 'then' } });
    const again = (equalsIgnore: Json) =>
      kit.put('a', { n: { N: 1 }, at: { S: 'now' } }, { condition: { ...onlyOnce, equalsIgnore } });
    expect(await again(['at'])).toEqual({ ok: true, result: { pk: kit.pk.S, sk: 'a', n: 1, at: 'then' } });
    expect(await again([])).toMatchObject({ ok: false });
  });

  it('is success when what was to be deleted is gone', async () => {
    const answer = kit.run({
      operation: 'DeleteItem',
      key: kit.at('none'),
      condition: { expression: 'attribute_exists(pk)' },
    });
    expect(await answer).toEqual({ ok: true, result: null });
  });

  it('lets one of two racing writers win', async () => {
    const update = { expression: 'SET winner = :me', expressionValues: {} };
    const claim = (me: string) =>
      kit.run({
        operation: 'UpdateItem',
        key: kit.at('race'),
        update: { ...update, expressionValues: { ':me': { S: me } } },
        condition: { expression: 'attribute_not_exists(winner)' },
      });
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => claim(`w${i}`)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });
});
