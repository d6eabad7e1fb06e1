import { isShortcut } from '../shell/shortcuts.ts';

/** What is selected of a text, in UTF-16 code units. */
export interface Selected {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const marks = [
  ['bold', '**'],
  ['italic', '_'],
  ['code', '`'],
] as const;

/** The mark that a key puts around what is selected; undefined where it is no such key. */
export const markOf = (event: Parameters<typeof isShortcut>[1]): string | undefined =>
  marks.find(([name]) => isShortcut(name, event))?.[1];

/** Puts `mark` around what is selected, or takes it away where it is. Spaces at its ends stay outside: else it would be no mark. */
export const marked = ({ text, from, to }: Selected, mark: string): Selected => {
  const inner = text.slice(from, to).trim();
  if (inner === '') return { text, from, to };
  const start = text.indexOf(inner, from);
  const [before, after] = [text.slice(0, start), text.slice(start + inner.length)];
  const isMarked = before.endsWith(mark) && after.startsWith(mark);
  const first = isMarked ? start - mark.length : start + mark.length;
  const next = isMarked
    ? before.slice(0, first) + inner + after.slice(mark.length)
    : before + mark + inner + mark + after;
  return { text: next, from: first, to: first + inner.length };
};
