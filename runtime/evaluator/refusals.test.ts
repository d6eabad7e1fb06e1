import { describe, expect, it } from 'vitest';
import { RefusedCode, createEvaluator } from './index.ts';
import type { Problem } from './index.ts';
import { bundle, requestHandler } from './test-support.ts';

const evaluator = createEvaluator();

function problemsOf(code: string): readonly Problem[] {
  try {
    evaluator.load({ name: 'getPost.js', code });
  } catch (cause) {
    if (cause instanceof RefusedCode) return cause.problems;
    throw cause;
  }
  return [];
}

/** The phrases for a request handler with `body`, with the column of each in the body's first line. */
function objections(body: string): string[] {
  return problemsOf(requestHandler(body).code).map(({ line, column, what }) => `${line}:${column} ${what}`);
}

describe('what APPSYNC_JS cannot do is refused when the bundle is loaded', () => {
  it.each([
    ['for (let i = 0; i < 3; i += 1) {}', '2:1 for(initialization; condition; afterthought) loops are not supported'],
    ['while (false) {}', '2:1 while loops are not supported'],
    ['do {} while (false)', '2:1 do-while loops are not supported'],
    ['for (const x of []) { continue }', '2:23 continue is not supported'],
    ['here: if (ctx) { break here }', '2:1 labels are not supported'],
    ['try { ctx.a } finally {}', '2:1 try/catch/finally is not supported'],
    ['throw ctx', '2:1 throw is not supported; use util.error'],
    ['let n = 0; n++', '2:12 the operator ++ is not supported'],
    ['let n = 0; --n', '2:12 the operator -- is not supported'],
    ['return ~1', '2:8 the operator ~ is not supported'],
    ["return 'a' in ctx", '2:8 the operator in is not supported; use Object.hasOwn'],
    ['return ctx instanceof Object', '2:8 the operator instanceof is not supported'],
    ['class A {}', '2:1 classes are not supported'],
    ['return class {}', '2:8 classes are not supported'],
    ['return function* () {}', '2:8 generators are not supported'],
    ['return async () => 1', '2:8 async functions are not supported'],
    ['return function () { return this }', '2:29 this is not supported'],
    ['return new Object()', '2:8 new is not supported'],
    ['return /a/', '2:8 regular expressions are not supported; use util.matches'],
    ['return 1n', '2:8 bigint is not supported'],
    ["return import('x')", '2:8 dynamic import is not supported'],
    ['return import.meta', '2:8 meta properties are not supported'],
    ['return { get a() { return 1 } }', '2:10 getters and setters are not supported'],
    ['return { __proto__: null }', '2:10 __proto__ is not supported'],
    ['debugger', '2:1 debugger is not supported'],
    ['using a = null', '2:1 using is not supported'],
    ["return 'a'.padStart(3)", '2:8 the method padStart is not supported'],
    ['return [2, 1].sort((a, b) => a - b)', '2:8 sort with an argument is not supported'],
    ['return util.autoId.call(null)', undefined],
    ['return Math.sqrt(4)', '2:8 Math.sqrt is not supported'],
    ['return Object.freeze({})', '2:8 Object.freeze is not supported'],
    ['return ((a) => a).apply(null)', '2:8 the method apply is not supported'],
  ])('%s', (body, objection) => {
    expect(objections(body)).toEqual(objection === undefined ? [] : [objection]);
  });

  it.each([
    ...['Date', 'Map', 'Set', 'Promise', 'Symbol', 'Reflect', 'Proxy', 'RegExp', 'Error', 'BigInt', 'Intl', 'Function'],
    ...['eval', 'globalThis', 'process', 'require', 'Buffer', 'setTimeout', 'fetch', 'structuredClone', 'arguments'],
    ...['parseInt', 'exports', 'module', 'queueMicrotask', 'WebAssembly'],
  ])('the global %s', (name) => {
    expect(objections(`return ${name}`)).toEqual([`2:8 ${name} is not defined in APPSYNC_JS`]);
  });

  it('util, runtime and extensions that were not imported', () => {
    const code = "export function request() {\n  util.error('no');\n  runtime.earlyReturn();\n  extensions.x;\n}";
    expect(problemsOf(code).map(({ line, column, what }) => [line, column, what])).toEqual([
      [2, 3, 'util is not defined in APPSYNC_JS'],
      [3, 3, 'runtime is not defined in APPSYNC_JS'],
      [4, 3, 'extensions is not defined in APPSYNC_JS'],
    ]);
  });

  it.each([
    ["import fs from 'node:fs';", 'the module node:fs is not supported'],
    ["import { x } from './other.js';", 'the module ./other.js is not supported'],
    ["import { x } from '@aws-appsync/utils/lib';", 'the module @aws-appsync/utils/lib is not supported'],
    ["import { nothing } from '@aws-appsync/utils';", 'the module @aws-appsync/utils has no export nothing'],
    ["import util from '@aws-appsync/utils';", 'the module @aws-appsync/utils has no default export'],
    ['export default 1;', 'a default export is not supported; export request and response by name'],
    ["export * from '@aws-appsync/utils';", 'exporting from another module is not supported'],
    ["export { util } from '@aws-appsync/utils';", 'exporting from another module is not supported'],
  ])('%s', (code, what) => {
    expect(problemsOf(code)).toEqual([{ line: 1, column: 1, what }]);
  });

  it('a function that calls itself', () => {
    expect(problemsOf('function f(n) {\n  return f(n - 1);\n}\nexport function request() { return f(3); }')).toEqual([
      { line: 2, column: 10, what: 'recursion is not supported (f)' },
    ]);
  });

  it('functions that call each other, whichever way they are written', () => {
    const code = 'const even = (n) => odd(n);\nconst odd = function (n) { return [n].map(even); };';
    expect(problemsOf(code).map(({ line, what }) => [line, what])).toEqual([
      [2, 'recursion is not supported (odd calls even)'],
    ]);
  });

  it('takes a name that shadows a function for what it is', () => {
    expect(problemsOf('function f(g) { return g; }\nfunction g(f) { return f; }')).toEqual([]);
  });

  it('code that is too long', () => {
    const [problem] = problemsOf(`export const a = '${'x'.repeat(32_768)}';`);
    expect(problem?.what).toBe('the code has 32788 characters; at most 32768 are supported');
  });

  it('code that nests deeper than can be looked at', () => {
    expect(problemsOf(`const a = {}; export const b = a${'.a'.repeat(15_000)};`)).toEqual([
      { line: 1, column: 1, what: 'the code nests too deeply' },
    ]);
  });

  it('code that is no JavaScript, at the place where it stops being it', () => {
    expect(problemsOf('export const a =\n  ;')).toEqual([{ line: 2, column: 3, what: 'Unexpected token' }]);
  });

  it('tells everything wrong at once, with file, line and column', () => {
    expect(() => evaluator.load({ name: 'getPost.js', code: 'let n = 0;\nn++;\nwhile (n) {}' })).toThrow(
      [
        'unable to load getPost.js; APPSYNC_JS would refuse it:',
        '  getPost.js:2:1 the operator ++ is not supported',
        '  getPost.js:3:1 while loops are not supported',
      ].join('\n'),
    );
  });
});

describe('what APPSYNC_JS can do is taken', () => {
  it('a bundle that spreads, destructures, switches, shadows and loops', async () => {
    const code = await bundle(`
      import { util, type Context } from '@aws-appsync/utils';
      import { get, operations } from '@aws-appsync/utils/dynamodb';
      const LIMITS = { text: 5000 } as const;
      const clean = ({ a, ...rest }: Record<string, string>, [first = 'x', , ...more]: string[]) => ({ ...rest, first, more });
      function pick(kind: string) { switch (kind) { case 'a': { const Date = 1; return Date; } default: return LIMITS.text ?? 0; } }
      export function request(ctx: Context) {
        const keys: string[] = [];
        for (const key in ctx.args) { if (key === 'stop') break; keys.push(\`\${key}!\`); }
        for (const [k, v] of Object.entries(clean(ctx.args, keys))) ctx.stash[k] = v;
        return { ...get({ key: { id: util.autoId() } }), keys, kind: pick('b'), up: operations.increment(1) };
      }
      export const response = (ctx: Context) => ctx.result;
    `);
    const loaded = evaluator.load({ name: 'taken', code });
    expect([loaded.has('request'), loaded.has('response')]).toEqual([true, true]);
  });

  it('tells which handlers there are', () => {
    const { has } = evaluator.load({ name: 'one', code: 'const respond = () => 1;\nexport { respond as response };' });
    expect([has('request'), has('response')]).toEqual([false, true]);
  });
});
