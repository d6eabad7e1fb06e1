import { describe, expect, it } from 'vitest';
import type { Json } from '../contract.ts';
import { argumentFilter, FilterRefused, matches, parseFilter } from './filter.ts';

const one = (fieldName: string, operator: string, value: Json): Json => ({
  filterGroup: [{ filters: [{ fieldName, operator, value }] }],
});
const event: Json = {
  name: 'Ann Lee',
  rank: 5,
  open: false,
  gone: null,
  tags: ['a', 'b'],
  numbers: [1, 2],
  author: { home: { city: 'Bern' } },
};

describe('enhanced subscription filters', () => {
  const passing: readonly [string, string, Json][] = [
    ['name', 'eq', 'Ann Lee'],
    ['rank', 'eq', 5],
    ['open', 'eq', false],
    ['author.home.city', 'eq', 'Bern'],
    ['name', 'ne', 'Bob'],
    ['rank', 'ne', 4],
    ['rank', 'ne', '5'],
    ['gone', 'ne', 'x'],
    ['rank', 'lt', 6],
    ['rank', 'le', 5],
    ['rank', 'gt', 4],
    ['rank', 'ge', 5],
    ['name', 'lt', 'Bob'],
    ['name', 'ge', 'Ann'],
    ['name', 'contains', 'n L'],
    ['tags', 'contains', 'b'],
    ['numbers', 'contains', 2],
    ['name', 'notContains', 'Bob'],
    ['tags', 'notContains', 'c'],
    ['name', 'beginsWith', 'Ann'],
    ['name', 'in', ['Bob', 'Ann Lee']],
    ['rank', 'in', [4, 5]],
    ['rank', 'notIn', [1, 2]],
    ['rank', 'between', [5, 9]],
    ['rank', 'between', [1, 5]],
    ['name', 'between', ['Ann', 'Bob']],
    ['tags', 'containsAny', ['x', 'b']],
    ['name', 'containsAny', ['x', 'Lee']],
  ];
  it.each(passing)('%s %s %j lets the event through', (fieldName, operator, value) => {
    expect(matches(parseFilter(one(fieldName, operator, value)), event)).toBe(true);
  });

  const holding: readonly [string, string, Json][] = [
    ['name', 'eq', 'ann lee'],
    ['rank', 'eq', '5'],
    ['open', 'eq', 0],
    ['gone', 'eq', 'null'],
    ['rank', 'ne', 5],
    ['rank', 'lt', 5],
    ['rank', 'le', 4],
    ['rank', 'gt', 5],
    ['rank', 'ge', 6],
    ['rank', 'gt', '4'],
    ['name', 'gt', 1],
    ['name', 'contains', 'x'],
    ['tags', 'contains', 'x'],
    ['rank', 'contains', 5],
    ['name', 'notContains', 'Lee'],
    ['tags', 'notContains', 'a'],
    ['gone', 'notContains', 'a'],
    ['name', 'beginsWith', 'nn'],
    ['rank', 'beginsWith', 5],
    ['rank', 'in', [1, 2]],
    ['rank', 'in', ['5']],
    ['rank', 'notIn', [5]],
    ['rank', 'between', [6, 9]],
    ['rank', 'between', ['1', '9']],
    ['tags', 'containsAny', ['x', 'y']],
    ['author', 'eq', 'Bern'],
    ['author.home.city.name', 'eq', 'Bern'],
    ['tags.0', 'eq', 'a'],
    ['constructor.name', 'eq', 'Object'],
    ['__proto__', 'ne', 'x'],
  ];
  it.each(holding)('%s %s %j holds the event back', (fieldName, operator, value) => {
    expect(matches(parseFilter(one(fieldName, operator, value)), event)).toBe(false);
  });

  it.each(['eq', 'ne', 'lt', 'ge', 'contains', 'notContains', 'beginsWith'])(
    'hold back with %s what the mutation did not select',
    (operator) => {
      expect(matches(parseFilter(one('absent', operator, 'x')), event)).toBe(false);
    },
  );

  it('hold back with notIn what the mutation did not select', () => {
    expect(matches(parseFilter(one('absent', 'notIn', ['x'])), event)).toBe(false);
  });

  it('let through when any group holds, and a group when all its filters do', () => {
    const filter = parseFilter({
      filterGroup: [
        {
          filters: [
            { fieldName: 'rank', operator: 'eq', value: 5 },
            { fieldName: 'name', operator: 'eq', value: 'Bob' },
          ],
        },
        { filters: [{ fieldName: 'rank', operator: 'eq', value: 7 }] },
      ],
    });
    expect(matches(filter, event)).toBe(false);
    expect(matches(filter, { rank: 5, name: 'Bob' })).toBe(true);
    expect(matches(filter, { rank: 7, name: 'Cat' })).toBe(true);
  });

  it('are taken as JSON text too', () => {
    expect(matches(parseFilter(JSON.stringify(one('rank', 'eq', 5))), event)).toBe(true);
  });

  const refused: readonly [string, Json][] = [
    ['nothing', {}],
    ['a list', []],
    ['text that is no JSON', '{'],
    ['no groups', { filterGroup: [] }],
    ['a group without filters', { filterGroup: [{ filters: [] }] }],
    ['eleven groups', { filterGroup: Array.from({ length: 11 }, () => ({ filters: [] })) }],
    ['an unknown operator', one('rank', 'like', 5)],
    ['an operator of Object', one('rank', 'toString', 5)],
    ['no field', one('', 'eq', 5)],
    ['a path of six', one('a.b.c.d.e.f', 'eq', 5)],
    ['a path of 257 characters', one('a'.repeat(257), 'eq', 5)],
    ['eq with a list', one('rank', 'eq', [5])],
    ['eq with null', one('rank', 'eq', null)],
    ['in with six values', one('rank', 'in', [1, 2, 3, 4, 5, 6])],
    ['notIn with six values', one('rank', 'notIn', [1, 2, 3, 4, 5, 6])],
    ['in without values', one('rank', 'in', [])],
    ['in with a scalar', one('rank', 'in', 5)],
    [
      'containsAny with 21 values',
      one(
        'tags',
        'containsAny',
        Array.from({ length: 21 }, (_, at) => at),
      ),
    ],
    ['between with one value', one('rank', 'between', [1])],
  ];
  it.each(refused)('refuse %s', (_, filter) => {
    expect(() => parseFilter(filter)).toThrow(FilterRefused);
  });

  it('take as much as AppSync takes', () => {
    expect(() => parseFilter(one('a.b.c.d.e', 'in', [1, 2, 3, 4, 5]))).not.toThrow();
    expect(() =>
      parseFilter(
        one(
          'a',
          'containsAny',
          Array.from({ length: 20 }, (_, at) => at),
        ),
      ),
    ).not.toThrow();
  });
});

describe('filtering by the arguments of a subscription', () => {
  it('lets everything through without arguments', () => {
    expect(matches(argumentFilter({}), event)).toBe(true);
    expect(matches(argumentFilter({ rank: undefined }), event)).toBe(true);
  });

  it('wants every given argument equal', () => {
    expect(matches(argumentFilter({ rank: 5, name: 'Ann Lee' }), event)).toBe(true);
    expect(matches(argumentFilter({ rank: 5, name: 'Bob' }), event)).toBe(false);
    expect(matches(argumentFilter({ absent: 5 }), event)).toBe(false);
  });

  it('takes null as the value null, not as anything', () => {
    expect(matches(argumentFilter({ gone: null }), event)).toBe(true);
    expect(matches(argumentFilter({ rank: null }), event)).toBe(false);
    expect(matches(argumentFilter({ absent: null }), event)).toBe(false);
  });
});
