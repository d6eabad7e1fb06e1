import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasMarks } from '../../client/core/index.ts';
import { withoutMarks } from '../../client/markdown/index.ts';
import { blocksOf } from './markdown.ts';
import type { Block, Inline } from './markdown.ts';

const wordsOf = (runs: readonly Inline[]): string =>
  runs.map((run) => ('runs' in run ? wordsOf(run.runs) : run.text)).join('');
const shown = (block: Block): string => {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return wordsOf(block.runs);
    case 'quote':
      return block.blocks.map(shown).join('\n');
    case 'list':
      return block.items.map((item) => item.map(shown).join('\n')).join('\n');
    case 'rule':
      return '';
    case 'code':
      return block.source;
  }
};
/** A preview is a line: where in it there is how much space is not seen. */
const line = (text: string): string => text.replace(/\s+/g, ' ').trim();

const soup = (...parts: readonly string[]): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...parts), { maxLength: 12 }).map((of) => `q ${of.join('')}`);
const emphasis = soup('*', '**', '***', '_', '__', ' ', 'a', 'b', '.', '这');
const code = soup('`', '``', ' ', 'a', 'b', '*', '\\');
const links = soup('[', '](https://e.org)', '](https://e.org "t")', ']', '[c', '(', ')', ' ', 'a', '*', '**', '](x:y)');
const nested = fc.letrec<{ run: string }>((tie) => ({
  run: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('word', 'two words', '2 * 3', 'snake_case', '\\*', 'https://example.org/_a_/b'),
    tie('run').map((run) => `**${run}**`),
    tie('run').map((run) => `_${run}_`),
    tie('run').map((run) => `~~${run}~~`),
    fc.constantFrom('`code`', '`` a`b ``', '[words](https://example.org/a)', '![picture](https://example.org/p.png)'),
    fc.tuple(tie('run'), tie('run')).map(([one, other]) => `${one} ${other}`),
  ),
})).run;
const block = fc.oneof(
  nested,
  fc.array(nested, { minLength: 1, maxLength: 3 }).map((items) => items.map((item) => `- ${item}`).join('\n')),
  fc.array(nested, { minLength: 1, maxLength: 3 }).map((lines) => lines.map((each) => `> ${each}`).join('\n')),
  nested.map((run) => `## ${run} ##`),
  nested.map((run) => `* > # ${run}`),
  fc.constantFrom('---', '```ts\nlet a = *b*;\n```', '> - a\n> - b'),
);
const whole = fc.array(block, { maxLength: 4 }).map((blocks) => blocks.join('\n\n'));

describe('What a preview says', () => {
  it.each([
    ['of stars and underscores', emphasis],
    ['of backquotes', code],
    ['of brackets', links],
    ['of whole texts', whole],
  ])('is what the message shows, %s', (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        const blocks = hasMarks(text) ? blocksOf(text) : undefined;
        const words = blocks === undefined ? text : blocks.map(shown).join('\n');
        fc.pre(words.trim() !== '');
        expect(line(withoutMarks('TEXT', text))).toBe(line(words));
      }),
      { numRuns: 300 },
    );
  });

  it('is never longer than the message, and letters of it in their order', () => {
    const any = fc.oneof(fc.string({ unit: 'grapheme' }), emphasis, code, links, whole);
    fc.assert(
      fc.property(any, (text) => {
        const words = withoutMarks('TEXT', text);
        let at = 0;
        for (const unit of words.replaceAll('\n', '')) {
          at = text.indexOf(unit, at) + 1;
          expect(at).toBeGreaterThan(0);
        }
        expect(words.length).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is the message where that holds no marks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const plain = text.replace(/[-*_~`>#+[\]\\\d]/g, '');
        expect(withoutMarks('TEXT', plain)).toBe(plain);
      }),
    );
  });
});
