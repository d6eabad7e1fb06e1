import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const doc = readFileSync(join(root, 'docs/runtime.md'), 'utf8');

/** `a/b.test.ts`: "name of a test or of a group" — as the tables name what holds a behaviour. */
const named = [...doc.matchAll(/`([\w./-]+\.test\.ts)`(?:: ((?:"[^"]+"(?:, )?)+))?/g)].map(
  ([, file = '', names = '']) => ({
    file,
    names: [...names.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name),
  }),
);

/** The titles in a test file, quotes inside them as the reader sees them. */
function titlesIn(file: string): readonly string[] {
  const source = readFileSync(join(root, file), 'utf8');
  const titles = source.matchAll(
    /(?:^|\s|\))(?:describe|it|describeOnApi)?(?:\.each(?:<[^(]*>)?)?\(\s*(['"`])((?:\\.|(?!\1)[^\\\n])*)\1,/gm,
  );
  return [...titles].map(([, , title = '']) => title.replace(/\\(.)/g, '$1'));
}

describe('docs/runtime.md', () => {
  it('names tests that exist', () => {
    const missing = named.flatMap(({ file, names }) => {
      if (!existsSync(join(root, file))) return [file];
      const titles = titlesIn(file);
      return names.filter((name) => !titles.includes(name)).map((name) => `${file}: ${name}`);
    });
    expect(missing).toEqual([]);
    expect(named.length).toBeGreaterThan(60);
  });

  it('gives every behaviour a test and a source', () => {
    const rows = doc.split('\n').filter((line) => line.startsWith('| ') && !/^\| (What it does|-+)/.test(line));
    const incomplete = rows.filter((row) => {
      const [, what = '', test = '', source = ''] = row.split(/(?<!\\)\|/).map((cell) => cell.trim());
      return what === '' || !/\.test\.ts`/.test(test) || source === '';
    });
    expect(incomplete).toEqual([]);
  });

  it('names every test file of the runtime', () => {
    const files = readdirSync(join(root, 'runtime'), { recursive: true, encoding: 'utf8' })
      .map((file) => `runtime/${file.replaceAll('\\', '/')}`)
      .filter((file) => file.endsWith('.test.ts') && ROOMS.some((room) => file.startsWith(`runtime/${room}/`)));
    expect(files.filter((file) => !named.some((one) => one.file === file))).toEqual([]);
  });

  it('links only to what it defines', () => {
    const defined = new Set([...doc.matchAll(/^\[([\w-]+)\]: https:\/\//gm)].map(([, name]) => name));
    const used = [...doc.matchAll(/\]\[([\w-]+)\]/g)].map(([, name]) => name);
    expect(used.filter((name) => !defined.has(name))).toEqual([]);
    expect([...defined].filter((name) => !used.includes(name))).toEqual([]);
  });
});

/** The rooms that play a part of AppSync. */
const ROOMS = ['evaluator', 'utils', 'executor', 'data-sources', 'identity', 'gateway', 'realtime'];
