import { parser } from '@lezer/css';
import { anyOf, asFile, type Grammar } from '../grammar.ts';

export const css: Grammar = {
  // A style sheet, or the declarations of one rule.
  readings: [asFile(parser), { parser, before: 'a {', after: '\n}\n' }],
  unknown: anyOf(
    // :nth-child(2n of .a)
    /\bof\s{1,9}[.#\w[:*]/,
    /\bprogid:/,
  ),
};
