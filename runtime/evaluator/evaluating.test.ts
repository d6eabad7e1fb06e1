import { describe, expect, it } from 'vitest';
import type { Json } from '../contract.ts';
import { createEvaluator } from './index.ts';
import { aContext, failureOf, requestHandler, runRequest, valueOf } from './test-support.ts';

describe('the context of a handler', () => {
  it('holds what the caller gave, the arguments under both names', () => {
    const context = aContext({
      arguments: { id: '1' },
      identity: { sub: 'ann' },
      source: { chatSessionId: 's' },
      request: { headers: { 'x-a': 'b' }, domainName: null },
      env: { TABLE: 't' },
      stash: { role: 'OWNER' },
      prev: { result: { n: 1 } },
      result: [1],
      error: { message: 'm', type: 'T' },
    });
    const { outcome } = createEvaluator().load(requestHandler('return ctx;')).evaluate('request', context);
    expect(outcome).toEqual({ kind: 'returned', value: { ...context, args: { id: '1' }, outErrors: [] } });
    expect(valueOf('ctx.args === ctx.arguments')).toBe(true);
  });

  it('has no result and no error in a request handler', () => {
    expect(valueOf("Object.hasOwn(ctx, 'result') || Object.hasOwn(ctx, 'error')")).toBe(false);
  });
});

describe('what a handler leaves', () => {
  it('comes back as JSON: undefined members and functions are dropped, undefined itself is null', () => {
    expect(valueOf('({ a: undefined, b: () => 1, c: [undefined], d: NaN })')).toEqual({ c: [null], d: null });
    expect(valueOf('undefined')).toBeNull();
  });

  it('includes the stash, also when the handler ended in an error', () => {
    expect(runRequest("ctx.stash.seen = true; util.error('no');").stash).toEqual({ seen: true });
    expect(runRequest('ctx.stash.seen = true; return ctx.no.such;').stash).toEqual({ seen: true });
  });

  it('includes what it logged, through the hook', () => {
    const lines: [string, readonly Json[]][] = [];
    const evaluator = createEvaluator({ log: (level, args) => lines.push([level, args]) });
    runRequest("console.log('a', { b: 1 }); console.error(2); return 1;", {}, evaluator);
    expect(lines).toEqual([
      ['log', ['a', { b: 1 }]],
      ['error', [2]],
    ]);
  });
});

describe('errors', () => {
  it('util.error ends the evaluation with message, type, data and info', () => {
    const { outcome } = runRequest("util.error('no', 'NotFound', { id: 1 }, { retryAfterMs: 5 }); return 1;");
    expect(outcome).toEqual({
      kind: 'failed',
      error: { message: 'no', errorType: 'NotFound', data: { id: 1 }, errorInfo: { retryAfterMs: 5 } },
      data: { id: 1 },
    });
  });

  it('util.error ends the evaluation from within a callback too', () => {
    const { outcome } = runRequest("[1, 2].forEach((n) => util.error(`at ${n}`, 'T')); return 1;");
    expect(outcome).toEqual({ kind: 'failed', error: { message: 'at 1', errorType: 'T' } });
  });

  it('util.unauthorized names the field and its type', () => {
    const error = { message: 'Not Authorized to access getPost on type Query', errorType: 'Unauthorized' };
    expect(runRequest('util.unauthorized(); return 1;').outcome).toEqual({ kind: 'failed', error });
  });

  it('util.appendError collects errors and goes on; the handler sees them in ctx.outErrors', () => {
    const { outcome, appended } = runRequest(
      "util.appendError('a', 'A'); util.appendError('b', 'B', 1, 2); return ctx.outErrors;",
    );
    const collected = [
      { message: 'a', errorType: 'A' },
      { message: 'b', errorType: 'B', data: 1, errorInfo: 2 },
    ];
    expect(appended).toEqual(collected);
    expect(outcome).toEqual({ kind: 'returned', value: collected });
  });

  it.each([
    ['return ctx.args.no.such;', "code.js:2:20: TypeError: Cannot read properties of undefined (reading 'such')"],
    ['return util.nothing();', 'code.js:2:13: TypeError: util.nothing is not a function'],
    ['return [1].map((n) => n.a.b);', "code.js:2:27: TypeError: Cannot read properties of undefined (reading 'b')"],
    [
      'for (const n of [1]) {\n  if (n) ctx.no.such;\n}',
      "code.js:3:17: TypeError: Cannot read properties of undefined (reading 'such')",
    ],
    [
      'for (const n of [1]) for (const m of [2]) ctx.no.such;',
      "code.js:2:50: TypeError: Cannot read properties of undefined (reading 'such')",
    ],
    [
      'const a = b + 1; const b = 2; return a;',
      "code.js:2:11: ReferenceError: Cannot access 'b' before initialization",
    ],
    ['const a = {}; a.a = a; return a;', 'code.js: TypeError: Converting circular structure to JSON'],
  ])('an error of the code itself is told as AppSync tells it: %s', (body, message) => {
    expect(failureOf(runRequest(body)).split('\n')[0]).toBe(`Code ${message}`);
  });

  it('fails in the same way when the top level of the code does', () => {
    const code = 'const a = undefined;\nconst b = a.c;\nexport function request() { return b; }';
    const evaluation = createEvaluator().load({ name: 'top', code }).evaluate('request', aContext());
    expect(failureOf(evaluation)).toMatch(/^Code code\.js:2:13: TypeError/u);
  });

  it('fails when the handler is not there', () => {
    const { outcome } = createEvaluator().load(requestHandler('return 1;')).evaluate('response', aContext());
    expect(outcome).toMatchObject({ kind: 'failed', error: { errorType: 'Code' } });
  });
});

describe('early return', () => {
  it.each([
    ["runtime.earlyReturn({ a: 1 }, { skipTo: 'END' })", { kind: 'earlyReturn', value: { a: 1 }, skipTo: 'END' }],
    ["runtime.earlyReturn([1], { skipTo: 'NEXT' })", { kind: 'earlyReturn', value: [1], skipTo: 'NEXT' }],
    ['runtime.earlyReturn()', { kind: 'earlyReturn', value: null, skipTo: 'NEXT' }],
  ])('%s', (call, outcome) => {
    expect(runRequest(`${call}; return 'not reached';`).outcome).toEqual(outcome);
  });
});

describe('extensions', () => {
  it('collect filters, invalidations and evictions', () => {
    const { effects } = runRequest(`
      extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter({ id: { eq: '1' } }));
      extensions.setSubscriptionInvalidationFilter({ filterGroup: [] });
      extensions.invalidateSubscriptions({ subscriptionField: 'onEvent', payload: { userId: 'ann' } });
      extensions.evictFromApiCache('Query', 'getPost', { 'ctx.args.id': 1 });
      return null;
    `);
    expect(effects).toEqual({
      subscriptionFilter: { filterGroup: [{ filters: [{ fieldName: 'id', operator: 'eq', value: '1' }] }] },
      invalidationFilter: { filterGroup: [] },
      invalidations: [{ subscriptionField: 'onEvent', payload: { userId: 'ann' } }],
      cacheEvictions: [{ typeName: 'Query', fieldName: 'getPost', keyValuePair: { 'ctx.args.id': 1 } }],
    });
  });

  it('let a request invalidate subscriptions five times', () => {
    const six =
      "[1, 2, 3, 4, 5, 6].forEach((n) => extensions.invalidateSubscriptions({ subscriptionField: 'f', payload: { n } }));";
    const evaluation = runRequest(six);
    expect(evaluation.effects.invalidations).toHaveLength(5);
    expect(failureOf(evaluation)).toContain('a request has at most 5');
  });
});

describe('limits', () => {
  const turns = (count: number): string => `let n = 0; const xs = [1];
    for (const x of xs) { n += x; if (xs.length < ${count}) xs.push(1); }
    return n;`;

  it('lets a loop turn 1,000 times', () => {
    expect(runRequest(turns(1000)).outcome).toEqual({ kind: 'returned', value: 1000 });
  });

  it('stops a loop at turn 1,001', () => {
    const why = 'unable to go on with the loop; it has more than 1000 iterations';
    expect(failureOf(runRequest(turns(1001)))).toContain(why);
  });

  it('counts each run of a loop by itself, of loops without braces too', () => {
    const body =
      'let n = 0; const xs = []; xs[599] = 1; xs.fill(1); for (const x of [1, 1]) for (const y in xs) n += x; return n;';
    expect(runRequest(body).outcome).toEqual({ kind: 'returned', value: 1200 });
  });

  it('answers with a failure when functions call each other without end in a way that only shows at run time', () => {
    const evaluation = runRequest('const o = {}; o.again = () => o.again(); return o.again();');
    expect(failureOf(evaluation)).toContain('RangeError');
  });

  it('stops code that never ends, by the clock it was given', () => {
    let elapsed = 0;
    const evaluator = createEvaluator({ elapsed: () => (elapsed += 100) });
    const body = 'const xs = []; xs[9999] = 1; xs.fill(1); return xs.map(() => xs.map(() => 1).length).length;';
    expect(failureOf(runRequest(body, {}, evaluator))).toContain('it takes too long');
  });
});

describe('counting turns and calls changes nothing in what the code does', () => {
  it.each([
    ['return [1, 2].map((n) => ({ n })).map(({ n }) => n * 2);', [2, 4]],
    ['const add = (a) => (b) => a + b; return add(1)(2);', 3],
    ['let x = 0; const set = (n) => x = n; set(3); return x;', 3],
    [
      'for (const a of [1, 2]) for (const b of [3, 4]) ctx.stash[`${a}${b}`] = true; return Object.keys(ctx.stash);',
      ['13', '14', '23', '24'],
    ],
    ['let n = 0; if (ctx) for (const a of [1, 2]) n += a; else n = 9; return n;', 3],
    ['let n = 0; for (const a of [1, 2, 3]) { if (a === 2) break; n += a; } return n;', 1],
    ['switch (1) { case 1: for (const k in { a: 1 }) return k; default: return 0; }', 'a'],
    ['var n = 0; for (var i of [1, 2]) n += i; return n + i;', 5],
    ["const $ = 'cash', $$ = 2; for (const $turns of [1]) return `${$}${$$}${$turns}`;", 'cash21'],
    ['for (const a of [1]) () => a\nreturn 1;', 1],
    ['const f = function g(a = (() => 2)()) { return a; }; return f();', 2],
  ])('%s', (body, value) => {
    expect(runRequest(body).outcome).toEqual({ kind: 'returned', value });
  });
});

describe("the language's library", () => {
  it.each([
    ["['b', 'a'].sort()", ['a', 'b']],
    ['[1, [2]].flat().concat([3]).includes(3)', true],
    ['[3, 4].flatMap((n, i) => [n, i]).reduceRight((a, b) => `${a}${b}`)', '1403'],
    ["'a-b'.split('-').join('+').replace('+', '*').toUpperCase().trim()", 'A*B'],
    ['[...`ab`].length + Math.max(1, 2) + Math.floor(1.5)', 5],
    ['Object.entries({ a: 1 }).map(([k, v]) => k + v)', ['a1']],
    ['JSON.parse(\'{"a":[1]}\').a[0] + JSON.stringify({ b: 1 })', '1{"b":1}'],
    ["JSON.parse('no json')", ''],
    ["Number.isNaN(NaN) && Array.isArray([]) && !Number.isFinite(Infinity) && typeof Number('1') === 'number'", true],
    ['`${{}} ${[1, 2]} ${String(1)}`', '[object Object] 1,2 1'],
  ])('%s', (expression, value) => {
    expect(valueOf(expression)).toEqual(value);
  });
});
