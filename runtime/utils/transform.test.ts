import { describe, expect, it } from 'vitest';
import type { Json } from '../contract.ts';
import { valueOf } from '../evaluator/test-support.ts';
import { isObject, parseJson } from './json.ts';

function rendered(filter: string): Json {
  const text = valueOf(`util.transform.toDynamoDBFilterExpression(${filter})`);
  return typeof text === 'string' ? parseJson(text) : text;
}

const expressionOf = (filter: string): unknown => {
  const value = rendered(filter);
  return isObject(value) ? value.expression : value;
};

describe('toDynamoDBFilterExpression', () => {
  it('gives the expression, its names and its values as JSON text', () => {
    const filter = "{ title: { contains: 'Hello World' }, likes: { between: [1, 9] }, tags: { in: ['a', 'b'] } }";
    expect(rendered(filter)).toEqual({
      expression:
        '(contains(#title,:title_contains)) AND (#likes BETWEEN :likes_between_start AND :likes_between_end) AND ' +
        '(#tags IN (:tags_in_0, :tags_in_1))',
      expressionNames: { '#title': 'title', '#likes': 'likes', '#tags': 'tags' },
      expressionValues: {
        ':title_contains': { S: 'Hello World' },
        ':likes_between_start': { N: 1 },
        ':likes_between_end': { N: 9 },
        ':tags_in_0': { S: 'a' },
        ':tags_in_1': { S: 'b' },
      },
    });
  });

  it('is the same as toDynamoDBConditionExpression', () => {
    const filter = '{ and: [{ id: { attributeExists: true } }, { n: { ne: 1 } }] }';
    const condition = valueOf(`util.transform.toDynamoDBConditionExpression(${filter})`);
    expect(condition).toBe(valueOf(`util.transform.toDynamoDBFilterExpression(${filter})`));
  });

  it.each([
    ['{ v: { eq: 1 } }', '(#v = :v_eq)'],
    ['{ v: { ne: 1 } }', '(#v <> :v_ne)'],
    ['{ v: { lt: 1 } }', '(#v < :v_lt)'],
    ['{ v: { le: 1 } }', '(#v <= :v_le)'],
    ['{ v: { gt: 1 } }', '(#v > :v_gt)'],
    ['{ v: { ge: 1 } }', '(#v >= :v_ge)'],
    ["{ v: { notContains: 'x' } }", '(NOT contains(#v,:v_notContains))'],
    ["{ v: { beginsWith: 'x' } }", '(begins_with(#v,:v_beginsWith))'],
    ['{ v: { attributeExists: false } }', '(attribute_not_exists(#v))'],
    ["{ v: { attributeType: 'stringSet' } }", '(attribute_type(#v,:v_attributeType))'],
    ['{ v: { size: { gt: 1, lt: 5 } } }', '((size(#v) > :v_size_gt) AND (size(#v) < :v_size_lt))'],
    ['{ v: { ge: 1, le: 5 } }', '((#v >= :v_ge) AND (#v <= :v_le))'],
    ['{ a: { eq: 1 }, or: [{ b: { eq: 2 } }] }', '(#a = :a_eq) AND (#b = :or_0_b_eq)'],
    ['{ or: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }', '((#a = :or_0_a_eq) OR (#b = :or_1_b_eq))'],
    [
      '{ or: [{ and: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }, { not: { c: { eq: 3 } } }] }',
      '(((#a = :or_0_and_0_a_eq) AND (#b = :or_0_and_1_b_eq)) OR (NOT (#c = :or_1_not_c_eq)))',
    ],
    ['{ not: { a: { eq: 1 }, b: { eq: 2 } } }', '(NOT ((#a = :not_a_eq) AND (#b = :not_b_eq)))'],
    ["{ 'a.b': { eq: 1 } }", '(#a.b = :a.b_eq)'],
    ['{}', ''],
    ['{ a: { eq: 1 }, b: {} }', '(#a = :a_eq) AND '],
    ['{ v: { in: [] } }', '(null)'],
  ])('%s', (filter, expression) => {
    expect(expressionOf(filter)).toBe(expression);
  });

  it.each([
    ...['', 'null', '[]', "'text'", '{ v: 1 }', '{ v: { like: 1 } }', '{ a: { b: { eq: 1 } } }', '{ and: {} }'],
    ...['{ or: [null] }', '{ not: [] }', '{ v: { between: [1] } }', '{ v: { in: 1 } }', '{ v: { size: 1 } }'],
    ...['{ v: { attributeExists: 1 } }', "{ v: { attributeType: 'S' } }"],
  ])('%s cannot be rendered and gives null', (filter) => {
    expect(rendered(filter)).toBeNull();
  });
});

describe('toElasticsearchQueryDSL', () => {
  it.each([
    [
      "{ upvotes: { ne: 15, range: [10, 20] }, title: { eq: 'hihihi', wildcard: 'h*i' } }",
      {
        bool: {
          must: [
            {
              bool: {
                must: [{ bool: { must_not: { term: { upvotes: 15 } } } }, { range: { upvotes: { gte: 10, lte: 20 } } }],
              },
            },
            { bool: { must: [{ term: { title: 'hihihi' } }, { wildcard: { title: 'h*i' } }] } },
          ],
        },
      },
    ],
    ['{ n: { gte: 1 } }', { range: { n: { gte: 1 } } }],
    ["{ t: { matchPhrasePrefix: 'a' } }", { match_phrase_prefix: { t: 'a' } }],
    ['{ t: { exists: false } }', { bool: { must_not: { exists: { field: 't' } } } }],
    [
      '{ or: [{ a: { eq: 1 } }, { not: { b: { eq: 2 } } }] }',
      { bool: { should: [{ term: { a: 1 } }, { bool: { must_not: { term: { b: 2 } } } }], minimum_should_match: 1 } },
    ],
  ])('%s', (filter, query) => {
    const text = valueOf(`util.transform.toElasticsearchQueryDSL(${filter})`);
    expect(typeof text === 'string' ? parseJson(text) : text).toEqual(query);
  });

  it('fails for an operator that it does not know', () => {
    expect(valueOf('util.transform.toElasticsearchQueryDSL({ a: { like: 1 } })')).toEqual(
      expect.stringContaining('the filter has a part that is no query'),
    );
  });
});

describe('toSubscriptionFilter', () => {
  /** Groups as `field operator value`, which reads better than the filter itself. */
  function groups(args: string): unknown {
    const filter = valueOf(`util.transform.toSubscriptionFilter(${args})`);
    return valueOf(
      'ctx.args.filter.filterGroup.map((g) => g.filters.map((f) => `${f.fieldName} ${f.operator} ${f.value}`))',
      {
        arguments: { filter },
      },
    );
  }

  it('gives groups of conditions', () => {
    expect(valueOf("util.transform.toSubscriptionFilter({ chatSessionId: { eq: 's' } })")).toEqual({
      filterGroup: [{ filters: [{ fieldName: 'chatSessionId', operator: 'eq', value: 's' }] }],
    });
  });

  it.each([
    ['{ a: { eq: 1 }, b: { in: [2, 3] } }', [['a eq 1', 'b in 2,3']]],
    ['{ a: { eq: 1, ne: 2 } }', [['a eq 1'], ['a ne 2']]],
    ['{ and: [{ b: { eq: 2 } }], a: { eq: 1 } }', [['a eq 1', 'b eq 2']]],
    ['{ or: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }', [['a eq 1'], ['b eq 2']]],
    [
      '{ and: [{ a: { eq: 1 } }, { or: [{ b: { eq: 2 } }, { c: { eq: 3 } }] }] }',
      [
        ['a eq 1', 'b eq 2'],
        ['a eq 1', 'c eq 3'],
      ],
    ],
    ["{ a: { eq: 1 }, and: [{ b: { eq: 2 } }] }, ['b']", [['a eq 1']]],
    [
      '{ a: { eq: 1 } }, [], { r: { ge: 2 }, s: { eq: 3 } }',
      [
        ['a eq 1', 'r ge 2'],
        ['a eq 1', 's eq 3'],
      ],
    ],
    ['{}, null, { r: { ge: 2 } }', [['r ge 2']]],
    ['{}', []],
    ['{ a: {} }', []],
  ])('%s', (args, expected) => {
    expect(groups(args)).toEqual(expected);
  });

  it.each(['', 'null', '[]', "'{}'"])('gives null for %s', (args) => {
    expect(valueOf(`util.transform.toSubscriptionFilter(${args})`)).toBeNull();
  });
});
