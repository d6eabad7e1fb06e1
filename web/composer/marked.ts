import { isShortcut } from '../shell/shortcuts.ts';

/** A text, and what of it is selected, in UTF-16 code units. */
export interface Selected {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const marks = { bold: '**', italic: '*', code: '`' } as const;

/** The mark that a key puts around what is selected; undefined where it is no such key. */
export const markOf = (event: Parameters<typeof isShortcut>[1]): string | undefined => {
  if (isShortcut('bold', event)) return marks.bold;
  if (isShortcut('italic', event)) return marks.italic;
  return isShortcut('code', event) ? marks.code : undefined;
};

/** Puts `mark` around what is selected, or takes it away where it is. Spaces at the ends stay outside, or it would be no mark. */
export const marked = ({ text, from, to }: Selected, mark: string): Selected => {
  const chosen = text.slice(from, to);
  const start = from + chosen.length - chosen.trimStart().length;
  const end = to - (chosen.length - chosen.trimEnd().length);
  if (start >= end) return { text, from, to };
  const [before, inner, after] = [text.slice(0, start), text.slice(start, end), text.slice(end)];
  const letter = mark.charAt(0);
  const around = Math.min(countAtEnd(before, letter), countAtStart(after, letter));
  // Three stars are bold and italic at once: one of them, or two, can go.
  const isMarked = letter === '*' ? (mark.length === 1 ? around % 2 === 1 : around >= 2) : around > 0;
  const by = mark.length;
  return isMarked
    ? { text: `${before.slice(0, -by)}${inner}${after.slice(by)}`, from: start - by, to: end - by }
    : { text: `${before}${mark}${inner}${mark}${after}`, from: start + by, to: end + by };
};

const countAtStart = (text: string, letter: string): number => {
  let count = 0;
  while (text.charAt(count) === letter) count += 1;
  return count;
};

const countAtEnd = (text: string, letter: string): number => {
  let count = 0;
  while (text.charAt(text.length - 1 - count) === letter) count += 1;
  return count;
};
