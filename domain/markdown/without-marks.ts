import { Limits } from '../vocabulary/limits.ts';
import { isAttachmentKind, type MessageKind } from '../vocabulary/messages.ts';
import { splitFences } from './fences.ts';
import { hasMarks } from './has-marks.ts';
import { inlineGaps, type Gap } from './inline-marks.ts';

/**
 * What a message says, in a line that sets no Markdown: the words without the marks of the dialect (ADR 38), also of a
 * text that `previewOf` cut. What is no mark stays, and so do the numbers of a list, which say something.
 *
 * Takes time in proportion to the text, whatever it is.
 */
export const withoutMarks = (kind: MessageKind, text: string): string => {
  if (!holdsMarkdown(kind) || !hasMarks(text)) return text;
  const isCut = text.length === Limits.previewLength || text.length === Limits.previewLength - 1;
  const words = splitFences(text)
    .map((part) => (part.kind === 'code' ? part.source : wordsOf(part.text, isCut)))
    .join('\n');
  // Of nothing but marks there is nothing else to show.
  return words.trim() === '' ? text : words;
};

/** Captions, and what people and the assistant write. A formula, code or the question of a poll is shown as it was typed. */
const holdsMarkdown = (kind: MessageKind): boolean =>
  kind === 'TEXT' || kind === 'AI_RESPONSE' || isAttachmentKind(kind);

const lineEnd = /\r?\n|$/g;
const rule = /[ \t]*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})(?=\r?\n|$)/y;
/** A quote needs a space: `>>> print(1)` is what Python says, and `>:(` a face. */
const quote = /[ \t]*>(?=\s)[ \t]?/y;
const bullet = /[ \t]*[-*+][ \t]+(?=\S)/y;
const number = /[ \t]*\d{1,9}[.)][ \t]+(?=\S)/y;
const heading = /[ \t]*#{1,6}[ \t]+(?=\S)/y;

/** Quotes and lists in others, of which so many are read: each looks at all that is left of the line. */
const deepest = 8;

const wordsOf = (text: string, isCut: boolean): string => {
  const gaps: Gap[] = [];
  let paragraph = 0;
  let quotes = 0;
  const endParagraph = (at: number): void => {
    const start = paragraph;
    const found = inlineGaps(text.slice(start, at), isCut && at === text.length);
    for (const [from, to] of found) gaps.push([start + from, start + to]);
    paragraph = at;
  };
  const endOf = (mark: RegExp, at: number): number => {
    mark.lastIndex = at;
    return mark.test(text) ? mark.lastIndex : at;
  };

  for (let line = 0; line < text.length;) {
    lineEnd.lastIndex = line;
    const end = lineEnd.exec(text)?.index ?? text.length;
    const first = { at: line, quotes: 0 };
    const leave = (to: number): void => {
      gaps.push([first.at, to]);
      first.at = to;
    };
    let isNew = false;
    for (let depth = 0; depth < deepest; depth += 1) {
      const at = first.at;
      const ruled = endOf(rule, at);
      if (ruled > at) {
        isNew = true;
        leave(end);
        break;
      }
      const quoted = endOf(quote, at);
      const pointed = endOf(bullet, at);
      const numbered = endOf(number, at);
      if (quoted > at) {
        leave(Math.min(quoted, end));
        first.quotes += 1;
      } else if (pointed > at) {
        isNew = true;
        leave(pointed);
      } else if (numbered > at) {
        isNew = true;
        first.at = numbered;
      } else break;
    }
    const title = endOf(heading, first.at);
    const isTitle = title > first.at;
    if (isTitle) leave(title);
    if (isNew || isTitle || first.quotes !== quotes || text.slice(first.at, end).trim() === '') {
      endParagraph(line);
      paragraph = first.at;
    }
    quotes = first.quotes;
    line = end + (text.startsWith('\r\n', end) ? 2 : 1);
    if (isTitle) {
      const closing = closingOf(text, first.at, end);
      endParagraph(closing);
      gaps.push([closing, end]);
      paragraph = end;
    }
  }
  endParagraph(text.length);

  let words = '';
  let from = 0;
  for (const [start, end] of gaps.sort(([one], [other]) => one - other)) {
    words += text.slice(from, start);
    from = Math.max(from, end);
  }
  return words + text.slice(from);
};

/** Where the signs that close a heading begin: after a space, to the end of its line. */
const closingOf = (text: string, from: number, end: number): number => {
  const back = (at: number, units: string): number => {
    let before = at;
    while (before > from && units.includes(text.charAt(before - 1))) before -= 1;
    return before;
  };
  const words = back(end, ' \t');
  const signs = back(words, '#');
  const space = back(signs, ' \t');
  return signs < words && space < signs ? space : words;
};
