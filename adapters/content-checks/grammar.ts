import type { Parser, SyntaxNodeRef } from '@lezer/common';

/** What a snippet may be: a whole file, or part of one, which becomes a file between `before` and `after`. */
export interface Reading {
  readonly parser: Parser;
  readonly before: string;
  readonly after: string;
}

/** How one language is checked. */
export interface Grammar {
  /** Code is valid when it is valid in one of these. */
  readonly readings: readonly Reading[];
  /** Whether the parser, which serves editors and is lenient, let something pass here that the language does not allow. */
  readonly isWrong?: (node: SyntaxNodeRef, text: string) => boolean;
  /** `text` at the same length without what the parser does not know, where the language has it everywhere. */
  readonly plain?: (text: string) => string;
  /** Asked about code that the parser stumbled over: whether someone who knows the language exactly has no objection. */
  readonly isValid?: (text: string) => boolean;
  /** What the language has and the parser does not know: where it stumbled over code with such, it says nothing. */
  readonly unknown?: RegExp;
}

/** A whole file. Some grammars end a line only at its break, so the last line gets one. */
export const asFile = (parser: Parser): Reading => ({ parser, before: '', after: '\n' });

/** Any of these. None may take more than linear time on a text that was made for it, so all repetition in them is bounded. */
export const anyOf = (...patterns: readonly RegExp[]): RegExp =>
  new RegExp(patterns.map(({ source }) => `(?:${source})`).join('|'), 'm');
