import { describe, expect, it } from 'vitest';
import { marked } from './marked.ts';

/** `[` and `]` are the ends of the selection. */
const press = (mark: string, written: string): string => {
  const [from, to] = [written.indexOf('['), written.indexOf(']') - 1];
  const done = marked({ text: written.replace(/[[\]]/g, ''), from, to }, mark);
  return `${done.text.slice(0, done.from)}[${done.text.slice(done.from, done.to)}]${done.text.slice(done.to)}`;
};

describe('A mark', () => {
  it.each([
    ['**', 'a [word] b', 'a **[word]** b'],
    ['_', 'a [word] b', 'a _[word]_ b'],
    ['`', '[word]', '`[word]`'],
    ['**', 'a[ word ]b', 'a **[word]** b'],
    ['_', '**[word]**', '**_[word]_**'],
  ])('%s is put around what is selected: %s', (mark, before, after) => {
    expect(press(mark, before)).toBe(after);
  });

  it.each([
    ['**', 'a **[word]** b', 'a [word] b'],
    ['_', '**_[word]_**', '**[word]**'],
    ['`', '`[word]`', '[word]'],
  ])('%s is taken away where it is: %s', (mark, before, after) => {
    expect(press(mark, before)).toBe(after);
  });

  it('is put around nothing', () => {
    expect(press('**', 'a [ ]b')).toBe('a [ ]b');
    expect(press('**', 'a []b')).toBe('a []b');
  });
});
