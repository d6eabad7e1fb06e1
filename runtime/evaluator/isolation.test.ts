import { describe, expect, it } from 'vitest';
import { createEvaluator } from './index.ts';
import { aContext, failureOf, requestHandler, runRequest, valueOf } from './test-support.ts';

describe('evaluations know nothing of each other', () => {
  const COUNTING = `
    let calls = 0;
    const seen = [];
    export function request(ctx) { calls += 1; seen.push(ctx.args.who); return { calls, seen }; }
    export function response(ctx) { calls += 1; seen.push(ctx.args.who); return { calls, seen }; }
  `;

  it('runs the top level afresh for every evaluation, however two requests interleave', () => {
    const code = createEvaluator().load({ name: 'counting', code: COUNTING });
    const [ann, bob] = [aContext({ arguments: { who: 'ann' } }), aContext({ arguments: { who: 'bob' } })];
    const outcomes = [
      code.evaluate('request', ann),
      code.evaluate('request', bob),
      code.evaluate('response', ann),
      code.evaluate('response', bob),
    ].map(({ outcome }) => (outcome.kind === 'returned' ? outcome.value : outcome));
    expect(outcomes).toEqual([
      { calls: 1, seen: ['ann'] },
      { calls: 1, seen: ['bob'] },
      { calls: 1, seen: ['ann'] },
      { calls: 1, seen: ['bob'] },
    ]);
  });

  it.each([
    ["Object['prototype'].leak = 1", 'Cannot add property leak, object is not extensible'],
    ["Array['prototype'].map = 1", "Cannot assign to read only property 'map'"],
    ["Array['isArray'].leak = 1", 'Cannot add property leak, object is not extensible'],
    ["Object['keys'] = 1", "Cannot assign to read only property 'keys'"],
    ["''['trim'].leak = 1", 'Cannot add property leak, object is not extensible'],
    ['util.autoId = 1', "Cannot assign to read only property 'autoId'"],
    ['util.time.leak = 1', 'Cannot add property leak, object is not extensible'],
    ["ddb['get'] = 1", "Cannot assign to read only property 'get'"],
    ["console['log'] = 1", "Cannot assign to read only property 'log'"],
    ['ctx.args = {}', "Cannot assign to read only property 'args'"],
  ])('refuses %s', (statement, message) => {
    const failure = failureOf(runRequest(`${statement};`));
    expect(failure).toMatch(/^Code /u);
    expect(failure).toContain(message);
  });

  it('copies what goes in: a handler cannot change the context that the caller holds', () => {
    const context = aContext({ arguments: { list: [1] }, stash: { a: 1 } });
    const code = createEvaluator().load(
      requestHandler('ctx.args.list.push(2); ctx.stash.a = 2; return ctx.args.list;'),
    );
    expect(code.evaluate('request', context)).toMatchObject({ outcome: { value: [1, 2] }, stash: { a: 2 } });
    expect(context).toMatchObject({ arguments: { list: [1] }, stash: { a: 1 } });
  });
});

describe('nothing leads out of the realm', () => {
  it.each([
    "(() => 1)['constructor']",
    "({})['constructor']",
    "[]['constructor']",
    "''['constructor']",
    "(1)['constructor']",
    "util.autoId['constructor']",
    "ctx['constructor']",
    "ctx['__proto__']",
    "({})['__defineGetter__']",
    "[]['entries']",
    "'a'['replaceAll']",
    "(() => 1)['call']",
    "Object['getPrototypeOf']",
    "Object['prototype']['constructor']",
    "Array['from']",
    "Math['random']",
    "JSON['rawJSON']",
  ])('there is no %s', (expression) => {
    expect(valueOf(`typeof ${expression}`)).toBe('undefined');
  });

  it('lets data have attributes named like the methods it has not', () => {
    const fill =
      "const o = {}; for (const k of ['constructor', 'toString', 'valueOf', '__proto__', 'call']) o[k] = 1; return o";
    expect(JSON.stringify(runRequest(fill).outcome)).toBe(
      '{"kind":"returned","value":{"constructor":1,"toString":1,"valueOf":1,"__proto__":1,"call":1}}',
    );
  });
});
