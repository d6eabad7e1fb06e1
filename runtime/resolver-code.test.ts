import { appendFile, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEvaluator } from './evaluator/index.ts';
import { prepareResolverCode } from './resolver-code.ts';

const entries = ['Query.chatSession', 'functions/readSession'];
const sources = {
  'domain/vocabulary/limits.ts': `export const limit = 5;\n`,
  'resolvers/Query.chatSession.ts': `
    import { util } from '@aws-appsync/utils';
    import { limit } from '../domain/vocabulary/limits.ts';
    export const request = () => ({ limit, id: util.autoId() });
    export const response = () => null;\n`,
  'resolvers/functions/readSession.ts': `export const request = () => ({});\n`,
  'runtime/evaluator/check.ts': '',
  'runtime/utils/index.ts': '',
  'runtime/utils/dynamodb/index.ts': '',
  'runtime/utils/time/index.ts': '',
  'runtime/resolver-code.ts': '',
  'tools/bundle-resolvers.ts': '',
  'package-lock.json': '',
};

describe('The code of resolvers', () => {
  let root: string;
  let loaded: number;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'parley-resolver-code-'));
    for (const [path, text] of Object.entries(sources)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    loaded = Date.now() + 60_000;
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const prepare = () => prepareResolverCode({ root, loaded, entries });
  const kept = () => join(root, 'build/resolver-code.json');

  /** What only the kept one says. */
  const mark = async (): Promise<void> => {
    const text = await readFile(kept(), 'utf8');
    await writeFile(kept(), text.replaceAll('(function ($', '(/* kept */ function ($'));
  };

  it('is prepared once and then read, the same to the character, and opens', async () => {
    const first = await prepare();
    expect(await prepare()).toEqual(first);
    await mark();
    const again = await prepare();
    expect(again.map(({ name }) => name)).toEqual(entries);
    expect(again[0]?.script).toContain('/* kept */');
    expect(again.map((code) => createEvaluator().open(code).has('response'))).toEqual([true, false]);
  });

  it.each([
    ['a resolver', 'resolvers/functions/readSession.ts'],
    ['what resolvers inline', 'domain/vocabulary/limits.ts'],
    ['what checks them', 'runtime/evaluator/check.ts'],
    ['what they may import', 'runtime/utils/time/index.ts'],
    ['the version of a package', 'package-lock.json'],
  ])('is prepared anew when %s has changed', async (_what, path) => {
    await prepare();
    await mark();
    await appendFile(join(root, path), '\n');
    expect((await prepare())[0]?.script).not.toContain('/* kept */');
  });

  it('is not kept when a source is younger than the code that prepares it', async () => {
    const later = loaded / 1_000 + 5;
    await utimes(join(root, 'runtime/evaluator/check.ts'), later, later);
    await prepare();
    await expect(readFile(kept())).rejects.toThrow('ENOENT');
  });

  it('is prepared anew when what was kept is broken, or has other names', async () => {
    const first = await prepare();
    const text = await readFile(kept(), 'utf8');
    for (const broken of [text.slice(0, -100), text.replace('"functions/readSession"', '"functions/read"'), '{}']) {
      await writeFile(kept(), broken);
      expect(await prepare()).toEqual(first);
    }
  });

  it('is refused with what it must not be, and then not kept', async () => {
    await writeFile(join(root, 'resolvers/functions/readSession.ts'), 'export const request = () => fetch("x");\n');
    await expect(prepare()).rejects.toThrow('fetch is not defined');
    await expect(readFile(kept())).rejects.toThrow('ENOENT');
  });
});
