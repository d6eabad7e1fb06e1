import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Evaluation, Json, ResolverCode, ResolverContext } from '../../runtime/contract.ts';
import { createEvaluator, RefusedCode } from '../../runtime/evaluator/index.ts';
import { parseJson } from '../../runtime/json.ts';
import { createUtilities } from '../../runtime/utils/index.ts';
import { bundleResolvers } from '../../tools/bundle-resolvers.ts';
import { codeOf, codeOfFunction, functions, resolvers } from '../../resolvers/manifest.ts';
import { mutated } from './documents.ts';
import { CodeWriter } from './resolver-code.ts';
import { Dice, forAll, saySeed, timeout } from './rounds.ts';

let elapsed = 0;
const evaluator = createEvaluator({
  now: () => 0,
  randomBytes: (count) => new Uint8Array(count),
  // Code that goes on and on is stopped at the second look at the clock, without a wait.
  elapsed: () => (elapsed += 2_000),
});

const json = fc
  .jsonValue({ maxDepth: 3, noUnicodeString: false })
  .map((value) => parseJson(JSON.stringify(value)) ?? null);

const contexts: fc.Arbitrary<ResolverContext> = fc
  .record({ a: json, b: json, stash: fc.dictionary(fc.string(), json) })
  .map(({ a, b, stash }) => ({
    arguments: { a, b },
    identity: null,
    source: null,
    request: { headers: {}, domainName: null },
    info: { fieldName: 'f', parentTypeName: 'Query', variables: {}, selectionSetList: [], selectionSetGraphQL: '' },
    env: {},
    stash,
    prev: { result: a },
    result: b,
  }));

/** The bundle loaded, or nothing when it is refused as AppSync would. Whatever else comes is the evaluator's mistake. */
function loaded(code: string): ResolverCode | undefined {
  try {
    return evaluator.load({ name: 'fuzz', code });
  } catch (cause) {
    if (!(cause instanceof RefusedCode)) throw cause;
    expect(cause.problems.length).toBeGreaterThan(0);
    return undefined;
  }
}

function expectEvaluation(evaluation: Evaluation): void {
  // What is no JSON does not survive this.
  expect(JSON.parse(JSON.stringify(evaluation))).toEqual(evaluation);
  const { outcome, stash } = evaluation;
  expect(typeof stash === 'object' && !Array.isArray(stash)).toBe(true);
  if (outcome.kind !== 'failed') return;
  expect(typeof outcome.error.message).toBe('string');
  expect(typeof outcome.error.errorType).toBe('string');
}

/** As above for values that nest deeper than what compares them can go. */
function expectEnding(evaluation: Evaluation | undefined): void {
  expect(['returned', 'failed']).toContain(evaluation?.outcome.kind);
}

function expectEvaluations(code: ResolverCode, context: ResolverContext): void {
  for (const handler of ['request', 'response'] as const) {
    expectEvaluation(code.evaluate(handler, context));
  }
}

describe('Resolver code by chance', () => {
  beforeAll(() => saySeed('test/fuzz/resolver-code.test.ts'));

  it(
    'is refused or evaluated, and never fails the host',
    async () => {
      const codes = fc.integer().map((start) => new CodeWriter(new Dice(start)).module());
      let ran = 0;
      await forAll(fc.tuple(codes, contexts), 1_500, ([text, context]) => {
        const code = loaded(text);
        if (code === undefined) return;
        ran += 1;
        expectEvaluations(code, context);
      });
      // Tests that refuse everything would prove nothing.
      expect(ran).toBeGreaterThan(100);
    },
    timeout,
  );

  it(
    'is refused or evaluated when it is one of our own with characters changed',
    async () => {
      const root = join(import.meta.dirname, '../..');
      const entries = [...resolvers.map(codeOf), ...Object.keys(functions).map(codeOfFunction)];
      const bundles = [...(await bundleResolvers({ root, entries })).values()];
      const codes = fc.integer().map((start) => {
        const dice = new Dice(start);
        return mutated(dice.oneOf(bundles), dice);
      });
      await forAll(fc.tuple(codes, contexts), 600, ([text, context]) => {
        const code = loaded(text);
        if (code !== undefined) expectEvaluations(code, context);
      });
    },
    timeout,
  );

  it.each<[string, (levels: number) => string]>([
    ['brackets', (levels) => `${'('.repeat(levels)}1${')'.repeat(levels)}`],
    ['lists', (levels) => `${'['.repeat(levels)}1${']'.repeat(levels)}`],
    ['functions', (levels) => `${'(() => '.repeat(levels)}1${')'.repeat(levels)}`],
    ['negations', (levels) => `${'!'.repeat(levels)}1`],
    ['sums', (levels) => `${'1+'.repeat(levels)}1`],
    ['members', (levels) => `a${'.a'.repeat(levels)}`],
    ['calls', (levels) => `a${'()'.repeat(levels)}`],
  ])('is refused or evaluated when it nests thousands of %s', (_, nested) => {
    for (const levels of [100, 500, 1_500, 4_000, 12_000]) {
      const code = loaded(`const a = {}; export function request(ctx) { return ${nested(levels)}; }`);
      if (code !== undefined) expectEvaluation(code.evaluate('request', anyContext));
    }
  });

  it('is evaluated when what it makes nests beyond any stack', () => {
    const grown = 'let a = []; for (const x of ctx.args.a) for (const y of ctx.args.a) a = [a];';
    for (const use of [
      'a',
      'JSON.stringify(a)',
      'util.dynamodb.toDynamoDB(a)',
      'util.error("e", "E", a)',
      'a.flat(9e9)',
      'a.toString()',
    ]) {
      const code = loaded(
        `import { util } from '@aws-appsync/utils';\nexport function request(ctx) { ${grown} ctx.stash.a = a; return ${use}; }`,
      );
      const many = Array.from({ length: 150 }, () => 1);
      expect(code).toBeDefined();
      expectEnding(code?.evaluate('request', { ...anyContext, arguments: { a: many } }));
    }
  });
});

describe('Utilities with arguments by chance', () => {
  const members = createUtilities({ now: () => 0, randomBytes: (count) => new Uint8Array(count) });

  it(
    'answer or fail in a sentence, never by a mistake of their own',
    async () => {
      const calls = fc.tuple(fc.constantFrom(...members), fc.array(argumentsFor(), { maxLength: 4 }));
      await forAll(calls, 6_000, ([{ module, path }, args]) => {
        const evaluation = callOf(module, path).evaluate('request', { ...anyContext, arguments: { list: args } });
        expectEvaluation(evaluation);
        const { outcome } = evaluation;
        if (outcome.kind !== 'failed' || outcome.error.errorType !== 'Code') return;
        expect(outcome.error.message).not.toMatch(/TypeError|RangeError|ReferenceError|SyntaxError|URIError/);
      });
    },
    timeout,
  );
});

const anyContext: ResolverContext = {
  arguments: {},
  identity: null,
  source: null,
  request: { headers: {}, domainName: null },
  info: { fieldName: 'f', parentTypeName: 'Query', variables: {}, selectionSetList: [], selectionSetGraphQL: '' },
  env: {},
  stash: {},
  prev: null,
};

const calls = new Map<string, ResolverCode>();

function callOf(module: string, path: readonly string[]): ResolverCode {
  const [root = ''] = path;
  const name = `${module} ${path.join('.')}`;
  const code = `import { ${root} } from '${module}';\nexport function request(ctx) { return ${path.join('.')}(...ctx.args.list); }`;
  const known = calls.get(name) ?? evaluator.load({ name, code });
  calls.set(name, known);
  return known;
}

/** JSON, with a leaning to what the utilities are for. */
function argumentsFor(): fc.Arbitrary<Json> {
  const fitting = fc.constantFrom<Json>(
    ...[
      '2026-11-21T12:00:00Z',
      '2026-11-21',
      'yyyy-MM-dd HH:mm',
      'UTC',
      '+01:00',
      'a@b.c',
      '[a-z]+',
      '{"a":1}',
      '%E0%A4',
    ],
    ...[0, 1, 1e15, -1e15, 8.64e15, 8.65e15, 0.5],
    ...[{ key: { id: 'a' } }, { key: { id: 'a' }, item: { x: 1 } }, { key: { id: 'a' }, update: { x: 1 } }],
    ...[{ query: { id: { eq: 'a' } } }, { and: [{ x: { gt: 1 } }] }, { x: { between: [1, 2] } }, { x: null }, [[]]],
    ...[
      { items: [{ putItem: { table: 't', key: {} } }] },
      { tables: { t: { keys: [{}] } } },
      { filterGroup: [{ filters: [] }] },
    ],
  );
  return fc.oneof(fitting, json);
}
