import { parser } from '@lezer/javascript';
import { anyOf, asFile, type Grammar } from '../grammar.ts';

/** With JSX, which plain JavaScript has no use for otherwise. */
export const jsx = parser.configure({ dialect: 'jsx' });

export const unknownToJsx = anyOf(
  // ({ a } = {}) => a
  /[}\]]\s{0,9}=\s{0,9}(?:\{\s{0,9}\}|\[\s{0,9}\])\s{0,9}[,)]/,
  // { a, b, c, and dozens more: the parser keeps two meanings open, and gives one up too soon.
  /(?:\b[\w$]{1,80}\s{0,9},\s{0,99}){25}/,
  /\bexport\s{1,9}default\s{1,9}class\s{0,9}\{/,
  // import a from 'b' with { type: 'json' }
  /["']\s{0,9}(?:with|assert)\s{0,9}\{/,
  /\bimport\s{1,9}(?:source|defer)\b/,
);

export const javascript: Grammar = { readings: [asFile(jsx)], unknown: unknownToJsx };
