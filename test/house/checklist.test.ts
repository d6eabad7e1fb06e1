import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const folder = join(root, 'test/browser');

/** `<item>:<file>` for each item that a test's name begins with. */
const tested = new Set(
  readdirSync(folder)
    .filter((file) => file.endsWith('.test.ts'))
    .flatMap((file) =>
      [...readFileSync(join(folder, file), 'utf8').matchAll(/\bit\(\s*(['"`])(\d+(?:, \d+)*): /g)].flatMap(
        ([, , items]) => (items ?? '').split(', ').map((item) => `${item}:${file}`),
      ),
    ),
);

/** The same, as the table has it. */
const told = new Set(
  [...readFileSync(join(root, 'docs/checklist.md'), 'utf8').matchAll(/^\| (\d+) \| [^|]+ \| ([^|]+) \|$/gm)].flatMap(
    ([, item, files]) => [...(files ?? '').matchAll(/`([^`]+)`/g)].map(([, file]) => `${item}:${file}`),
  ),
);

describe('docs/checklist.md', () => {
  it('names a test for each of the forty items', () => {
    const items = new Set([...told].map((one) => Number(one.split(':')[0])));
    expect([...items].sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
  });

  it('names the files whose tests have the numbers, all of them and no others', () => {
    expect([...told].sort()).toEqual([...tested].sort());
  });
});
