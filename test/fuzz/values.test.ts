import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject, ResolverCode, ResolverContext } from '../../runtime/contract.ts';
import { DataSourceKit, field, resultOf } from '../support/dynamodb-data-source.ts';
import { createEvaluator } from '../../runtime/evaluator/index.ts';
import { parseJson } from '../../runtime/json.ts';
import { forAll, saySeed, timeout } from './rounds.ts';

const kit = new DataSourceKit();
const evaluator = createEvaluator();

/** A request handler over `ctx.args`, whose value is the request. */
function requestBy(expression: string): (args: JsonObject) => Json {
  const code: ResolverCode = evaluator.load({
    name: 'values',
    code: `import { util } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
export function request(ctx) { return ${expression}; }`,
  });
  return (args) => {
    const { outcome } = code.evaluate('request', { ...context, arguments: args });
    if (outcome.kind !== 'returned') throw new Error(`unable to write the request; it ${outcome.kind}`);
    return outcome.value;
  };
}

const context: Omit<ResolverContext, 'arguments'> = {
  identity: null,
  source: null,
  request: { headers: {}, domainName: null },
  info: { fieldName: 'f', parentTypeName: 'Mutation', variables: {}, selectionSetList: [], selectionSetGraphQL: '' },
  env: {},
  stash: {},
  prev: null,
};

/** Well-formed text: UTF-8, which DynamoDB keeps strings in, has no half surrogates. */
const text = fc.string({ unit: 'binary', maxLength: 40 });

/** What a double can be and DynamoDB's numbers as well: 38 digits, up to 1e126 and down to 1e-130; minus nought is nought. */
const number = fc
  .oneof(
    fc.integer(),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e125, max: 1e125 }),
    fc.constantFrom(0, 1e125, -1e125, 1e-129, 0.1, 1 / 3, 2 ** 53 - 1, 1e21, 1e-7),
  )
  .map((value) => (Math.abs(value) < 1e-129 ? 0 : value));

const names = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
  fc.constantFrom('__proto__', 'constructor', 'toString', '#', ':x', 'a.b', 'S', 'N', 'NULL', ' ', 'length', 'valueOf'),
);

const { value: values } = fc.letrec<{ value: Json; leaf: Json }>((tie) => ({
  leaf: fc.oneof(fc.constant(null), fc.boolean(), number, text),
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('leaf'),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(names, tie('value'), { maxKeys: 5 }),
  ),
}));

describe('Values by chance, from a handler through the engine and back', () => {
  beforeAll(() => saySeed('test/fuzz/values.test.ts'));

  const put = requestBy(
    `({ operation: 'PutItem', key: util.dynamodb.toMapValues(ctx.args.key),
        attributeValues: util.dynamodb.toMapValues({ v: ctx.args.v }) })`,
  );
  const putByHelper = requestBy('ddb.put({ key: ctx.args.key, item: { v: ctx.args.v } })');
  const update = requestBy('ddb.update({ key: ctx.args.key, update: { v: ddb.operations.replace(ctx.args.v) } })');

  const key = (sk: string): JsonObject => ({ pk: kit.pk.S, sk });
  const stored = async (sk: string): Promise<unknown> => asSent(field(await resultOf(kit.get(sk)), 'v'));

  it(
    'are the same JSON after util.dynamodb.toMapValues and a read',
    async () => {
      await forAll(values, 300, async (v) => {
        const answered = await resultOf(kit.run(put({ key: key('put'), v })));
        expect(asSent(field(answered, 'v'))).toStrictEqual(asSent(v));
        expect(await stored('put')).toStrictEqual(asSent(v));
      });
    },
    timeout,
  );

  it(
    'are the same JSON when the helpers of @aws-appsync/utils/dynamodb put or update them',
    async () => {
      await forAll(values, 150, async (v) => {
        await resultOf(kit.run(putByHelper({ key: key('helper'), v })));
        expect(await stored('helper')).toStrictEqual(asSent(v));
        await resultOf(kit.run(update({ key: key('helper'), v })));
        expect(await stored('helper')).toStrictEqual(asSent(v));
      });
    },
    timeout,
  );

  it(
    'are found by a condition that names them',
    async () => {
      const guarded = requestBy(
        `({ operation: 'DeleteItem', key: util.dynamodb.toMapValues(ctx.args.key), condition: {
            expression: '#v = :v', expressionNames: { '#v': 'v' }, expressionValues: { ':v': util.dynamodb.toDynamoDB(ctx.args.v) } } })`,
      );
      await forAll(fc.oneof(number, text, fc.boolean()), 100, async (v) => {
        await resultOf(kit.run(put({ key: key('guarded'), v })));
        expect(asSent(field(await resultOf(kit.run(guarded({ key: key('guarded'), v }))), 'v'))).toStrictEqual(
          asSent(v),
        );
      });
    },
    timeout,
  );

  it(
    'of sets have the same members',
    async () => {
      const sets = requestBy(
        `({ operation: 'PutItem', key: util.dynamodb.toMapValues(ctx.args.key), attributeValues: {
            ss: util.dynamodb.toStringSet(ctx.args.ss), ns: util.dynamodb.toNumberSet(ctx.args.ns) } })`,
      );
      const members = fc.record({
        ss: fc.uniqueArray(fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 8 }),
        ns: fc.uniqueArray(number, { minLength: 1, maxLength: 8 }),
      });
      await forAll(members, 100, async ({ ss, ns }) => {
        await resultOf(kit.run(sets({ key: key('sets'), ss, ns })));
        const item = await resultOf(kit.get('sets'));
        expect(new Set(listOf(field(item, 'ss')))).toEqual(new Set(ss));
        expect(new Set(listOf(field(item, 'ns')))).toEqual(new Set(ns.map((one) => asSent(one))));
      });
    },
    timeout,
  );

  it(
    'of any form are answered as request of the wrong form or by DynamoDB, never thrown',
    async () => {
      const requests = fc.record(
        {
          operation: fc.constantFrom(
            'GetItem',
            'PutItem',
            'UpdateItem',
            'DeleteItem',
            'Query',
            'BatchGetItem',
            'TransactWriteItems',
          ),
          key: fc.oneof(values, fc.constant({ pk: { S: 'a' }, sk: { S: 'b' } })),
          attributeValues: values,
          update: fc.oneof(values, fc.record({ expression: text, expressionNames: values, expressionValues: values })),
          condition: values,
          query: fc.oneof(values, fc.record({ expression: text, expressionValues: values })),
          tables: fc.oneof(values, fc.record({ Chat: values })),
          transactItems: fc.oneof(
            values,
            fc.array(fc.record({ table: text, operation: text, key: values }), { maxLength: 3 }),
          ),
          limit: values,
          nextToken: values,
        },
        { requiredKeys: ['operation'] },
      );
      await forAll(requests, 400, async (request) => {
        const answer = await kit.run(parseJson(JSON.stringify(request)) ?? null);
        expect(answer.ok || /^(MappingTemplate|DynamoDB:\w+)$/.test(answer.error.type)).toBe(true);
      });
    },
    timeout,
  );
});

/** As JSON carries it, members in one order: minus nought is nought, and `__proto__` a member like any other. */
function asSent(value: unknown): unknown {
  const sent: unknown = JSON.parse(JSON.stringify(value ?? null));
  return inOrder(sent);
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { members: members.map(([name, member]) => [name, inOrder(member)]) };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
