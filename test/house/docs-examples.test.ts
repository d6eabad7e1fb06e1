import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

it('docs/testing-resolvers.md shows the example that is run', () => {
  const [, shown] = /```ts\n([^]*?)```/.exec(read('docs/testing-resolvers.md')) ?? [];
  expect(shown).toBe(read('test/resolvers/example.test.ts'));
});
