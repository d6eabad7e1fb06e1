import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const repository = fileURLToPath(new URL('../../', import.meta.url));

/** Code that ESLint must report: in APPSYNC_JS, each is the body of a function with `text`, `list` and `record`. */
const refusedInAppSync: readonly (readonly [what: string, body: string, message: RegExp])[] = [
  ['throw', `throw 'no';`, /util\.error/],
  ['new Date()', 'return new Date();', /util\.time/],
  ['Date.now()', 'return Date.now();', /util\.time/],
  ['new Map()', 'return new Map();', /plain object/],
  ['new Set()', 'return new Set(list);', /plain object/],
  ['new of anything', 'return new Array(3);', /literal/],
  ['Promise', 'return Promise.resolve(1);', /pipeline/],
  ['Math.random()', 'return Math.random();', /util\.autoId/],
  ['Math.abs()', 'return Math.abs(-1);', /Math/],
  ['process', 'return process.env;', /ctx\.env/],
  ['globalThis', 'return globalThis;', /APPSYNC_JS/],
  ['crypto', 'return crypto.randomUUID();', /util\.autoId/],
  ['structuredClone', 'return structuredClone(record);', /spread/],
  ['setTimeout', 'return setTimeout;', /Lambda/],
  ['fetch', 'return fetch;', /data source/],
  ['parseInt', 'return parseInt(text, 10);', /Int/],
  ['String()', 'return String(list);', /template/],
  ['Number()', 'return Number(text);', /Int/],
  ['BigInt', 'return 1n;', /BigInt/],
  ['Object.freeze()', 'return Object.freeze(record);', /Object/],
  ['Object.fromEntries()', 'return Object.fromEntries([]);', /for-of/],
  ['Array.from()', 'return Array.from(list);', /Array/],
  ['replace', `return text.replace('a', 'b');`, /split/],
  ['replaceAll', `return text.replaceAll('a', 'b');`, /split/],
  ['findLast', `return list.findLast((one) => one === text);`, /find/],
  ['padStart', 'return text.padStart(3);', /slice/],
  ['localeCompare', `return text.localeCompare('a');`, /Compare/],
  ['charCodeAt', 'return text.charCodeAt(0);', /charAt/],
  ['sort with a comparator', 'return [...list].sort((a, b) => (a < b ? -1 : 1));', /sort key/],
  ['entries of an array', 'return list.entries();', /for-of/],
  ['a regex literal', 'return /a/.test(text);', /indexOf/],
  ['RegExp', `return RegExp('a');`, /indexOf/],
  ['this', 'return this;', /this/i],
  ['async', 'return async () => 1;', /async/i],
  ['await in for-of', 'for await (const one of list) { text; }', /await/i],
  ['a generator', 'return function* () { yield 1; };', /generator|yield/i],
  ['a class', 'class A {} return A;', /class/i],
  ['try', 'try { return 1; } catch { return 2; }', /try/i],
  ['while', 'while (list.length > 0) { return 1; }', /while/i],
  ['do-while', 'do { return 1; } while (list.length > 0);', /for-of/i],
  ['a counting for', 'for (let i = 0; i < 3; i += 1) { return i; }', /for/i],
  ['continue', 'for (const one of list) { if (one === text) continue; return one; }', /continue/i],
  ['a label', 'outer: for (const one of list) { break outer; }', /label/i],
  ['++', 'let n = 0; n++; return n;', /\+\+/],
  ['--', 'let n = 0; --n; return n;', /--/],
  ['~', 'return ~1;', /~/],
  ['in', `return 'a' in record;`, /in/],
  ['instanceof', 'return record instanceof Object;', /instanceof/],
  ['a function as an argument', 'const use = (f: () => number) => f(); return use(() => 1);', /argument/],
  [
    'a named function as an argument',
    'const use = (f: () => number) => f(); function one() { return 1; } return use(one);',
    /argument/,
  ],
  ['recursion', 'const again = (n: number): number => (n === 0 ? 0 : again(n - 1)); return again(3);', /recurs/i],
  ['arguments', 'return arguments.length;', /rest parameters/],
  ['a getter', 'return { get a() { return 1; } };', /getter/],
  ['a tagged template', 'const tag = (t: TemplateStringsArray) => t.length; return tag`a`;', /template/],
  ['a dynamic import', `return import('./other.ts');`, /top of the file/],
  ['bind', 'const f = () => 1; return f.bind(record);', /itself/],
];

const allowedInAppSync: readonly (readonly [what: string, body: string])[] = [
  ['for-of with break', 'for (const one of list) { if (one === text) break; }'],
  ['for-in', 'let n = 0; for (const key in record) { n += key.length; } return n;'],
  ['switch', `switch (text) { case 'a': return 1; default: return 2; }`],
  [
    'array methods with a function',
    'return list.map((one) => one.length).filter((n) => n > 1).reduce((a, b) => a + b, 0);',
  ],
  ['a method given a named function', 'const size = (one: string) => one.length; return list.map(size);'],
  ['methods of a readonly array', 'return list.some((one) => one === text) && list.includes(text);'],
  ['sort without arguments', 'return [...list].sort();'],
  ['split and join', `return text.split('a').join('b');`],
  ['slice, trim, indexOf, startsWith', `return text.trim().slice(1).startsWith('a') && text.indexOf('b') === 0;`],
  [
    'Object.keys, hasOwn, entries',
    `return Object.hasOwn(record, 'a') && Object.keys(record).length === Object.entries(record).length;`,
  ],
  ['JSON', 'return JSON.stringify(record);'],
  ['Math.min', 'return Math.min(1, 2) + Math.floor(1.5);'],
  ['spread and rest', 'const { a, ...rest } = record; return [a, { ...rest }];'],
  ['template literals', 'return `${text}#${list.length}`;'],
  ['optional chaining and ??', 'return record.a ?? record.b?.length;'],
  ['delete', 'const copy: Record<string, string> = { ...record }; delete copy.a; return copy;'],
  ['typeof', `return typeof text === 'string';`],
  ['negation and unary minus', 'return !(list.length > -1);'],
];

/** Outside APPSYNC_JS: path, code, and the message or rule expected. */
const refusedElsewhere: readonly (readonly [what: string, path: string, code: string, finding: RegExp])[] = [
  ['any', 'runtime/any.ts', 'export const f = (x: any): string => `${typeof x}`;', /no-explicit-any/],
  ['as any', 'runtime/as-any.ts', 'export const f = (x: string): unknown => x as any;', /ends all checking/],
  [
    'a double cast',
    'runtime/double.ts',
    'export const f = (x: string): number => x as unknown as number;',
    /double cast/,
  ],
  [
    'a narrowing cast',
    'runtime/narrow.ts',
    `export const f = (x: string): 'a' => x as 'a';`,
    /no-unsafe-type-assertion/,
  ],
  ['a non-null assertion', 'runtime/bang.ts', 'export const f = (x?: string): string => x!;', /no-non-null-assertion/],
  ['console', 'runtime/console.ts', `console.log('a');\nexport {};`, /no-console/],
  ['an inline switch-off', 'runtime/off.ts', '/* eslint-disable no-console */\nexport const a = 1;', /noInlineConfig/],
  [
    'an import without ending',
    'runtime/ending.ts',
    `import { a } from './off';\nexport const b: unknown = a;`,
    /ending/,
  ],
  [
    'node: left out',
    'runtime/prefix.ts',
    `import { join } from 'path';\nexport const j = join('a', 'b');`,
    /node:path/,
  ],
  [
    'a floating promise',
    'runtime/float.ts',
    'const f = async (): Promise<void> => {};\nf();\nexport {};',
    /no-floating-promises/,
  ],
  ['the clock in the domain', 'domain/now.ts', 'export const now = (): number => Date.now();', /comes in/],
  ['a fresh Date in the domain', 'domain/date.ts', 'export const now = (): Date => new Date();', /comes in/],
  ['chance in a use case', 'application/chance.ts', 'export const r = (): number => Math.random();', /comes in/],
  ['process in the domain', 'domain/env.ts', 'export const e = process.env;', /comes in/],
  ['it.only', 'test/only.test.ts', `import { it } from 'vitest';\nit.only('a', () => {});`, /focused/],
  [
    'describe.only',
    'test/donly.test.ts',
    `import { describe } from 'vitest';\ndescribe.only('a', () => {});`,
    /focused/,
  ],
  [
    'it.concurrent.only',
    'test/conly.test.ts',
    `import { it } from 'vitest';\nit.concurrent.only('a', () => {});`,
    /focused/,
  ],
  ['vi.mock', 'test/mock.test.ts', `import { vi } from 'vitest';\nvi.mock('./a.ts');`, /in-memory/],
  ['it.skip', 'test/skip.test.ts', `import { it } from 'vitest';\nit.skip('a', () => {});`, /reason/],
  [
    'ctx.skip without reason',
    'test/bare.test.ts',
    `import { it } from 'vitest';\nit('a', (ctx) => { ctx.skip(); });`,
    /Say why/,
  ],
];

const allowedElsewhere: readonly (readonly [what: string, path: string, code: string])[] = [
  ['as const', 'runtime/const.ts', `export const kinds = ['a', 'b'] as const;`],
  ['a type predicate', 'runtime/predicate.ts', `export const isA = (x: string): x is 'a' => x === 'a';`],
  [
    'a skip with its reason',
    'test/why.test.ts',
    `import { it } from 'vitest';\nit('a', (ctx) => { ctx.skip('no browser'); });`,
  ],
  ['a non-null assertion in a test', 'test/bang.test.ts', 'export const f = (x?: string): string => x!;'],
  [
    'a Date from an instant in the domain',
    'domain/instant.ts',
    'export const iso = (ms: number): string => new Date(ms).toISOString();',
  ],
];

const inFunction = (body: string): string =>
  `export function request(text: string, list: readonly string[], record: Record<string, string>): unknown {\n  ${body}\n}\n`;

describe('the lint rules', () => {
  let house: string;
  const findings = new Map<string, readonly string[]>();

  const refusedFile = (index: number): string => `resolvers/refused${String(index)}.ts`;
  const allowedFile = (index: number): string => `resolvers/functions/allowed${String(index)}.ts`;
  const leaf = 'domain/vocabulary/thrower.ts';
  const manifest = 'resolvers/manifest.ts';

  async function write(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(house, path)), { recursive: true });
    await writeFile(join(house, path), text);
  }

  beforeAll(async () => {
    house = await mkdtemp(join(tmpdir(), 'parley-lint-'));
    await symlink(join(repository, 'node_modules'), join(house, 'node_modules'), 'junction');
    for (const file of ['tsconfig.json', 'tsconfig.resolvers.json'])
      await copyFile(join(repository, file), join(house, file));

    for (const [index, [, body]] of refusedInAppSync.entries()) await write(refusedFile(index), inFunction(body));
    for (const [index, [, body]] of allowedInAppSync.entries()) await write(allowedFile(index), inFunction(body));
    for (const [, path, code] of [...refusedElsewhere, ...allowedElsewhere]) await write(path, `${code}\n`);
    await write(leaf, inFunction(`throw 'no';`));
    await write(manifest, 'export const resolvers = new Map<string, string>();\n');

    const eslint = new ESLint({
      cwd: house,
      overrideConfigFile: join(repository, 'eslint.config.mjs'),
      overrideConfig: { languageOptions: { parserOptions: { tsconfigRootDir: house } } },
    });
    for (const { filePath, messages } of await eslint.lintFiles(['.'])) {
      const path = filePath.slice(house.length + 1).replaceAll('\\', '/');
      findings.set(
        path,
        messages.map(({ ruleId, message }) => `${ruleId ?? 'eslint'}: ${message}`),
      );
    }
  });

  afterAll(async () => {
    await rm(house, { recursive: true, force: true });
  });

  describe('in APPSYNC_JS', () => {
    it.each(refusedInAppSync.map(([what, , message], index) => [what, index, message] as const))(
      'refuse %s',
      (_what, index, message) => {
        const unsupported = /no-restricted|@aws-appsync|house\/|prefer-rest/;
        const found = findings.get(refusedFile(index))?.filter((finding) => unsupported.test(finding));
        expect(found).toContainEqual(expect.stringMatching(message));
      },
    );

    it.each(allowedInAppSync.map(([what], index) => [what, index] as const))('accept %s', (_what, index) => {
      // Every body has the same three parameters and needs not use them.
      const found = findings.get(allowedFile(index))?.filter((finding) => !finding.includes('no-unused-vars'));
      expect(found).toEqual([]);
    });

    it('hold in the leaves that resolvers inline', () => {
      expect(findings.get(leaf)).toContainEqual(expect.stringMatching(/util\.error/));
    });

    it('leave the manifest, which runs in Node, alone', () => {
      expect(findings.get(manifest)).toEqual([]);
    });
  });

  it.each(refusedElsewhere)('refuse %s in %s', (_what, path, _code, finding) => {
    expect(findings.get(path)).toContainEqual(expect.stringMatching(finding));
  });

  it.each(allowedElsewhere)('accept %s in %s', (_what, path) => {
    expect(findings.get(path)).toEqual([]);
  });
});
