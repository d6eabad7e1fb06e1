import type { SyntaxNodeRef } from '@lezer/common';
import { parser } from '@lezer/python';
import { anyOf, asFile, type Grammar } from '../grammar.ts';

function isLeftOpen({ from, to }: SyntaxNodeRef, text: string): boolean {
  const open = /^[a-zA-Z]{0,2}("""|'''|"|')/.exec(text.slice(from, from + 5));
  const close = open?.[1] ?? '';
  return open === null || to - from < open[0].length + close.length || !text.endsWith(close, to);
}

export const python: Grammar = {
  readings: [asFile(parser)],
  isWrong: (node, text) => (node.name === 'String' || node.name === 'FormatString') && isLeftOpen(node, text),
  unknown: anyOf(
    // A bare `yield`.
    /\byield\s{0,9}(?:[)\]},#;]|$)/,
    // 1.
    /\d\.(?![\w.])/,
    /\bwith\s{0,9}\(/,
    // @a[0], @(a or b)
    /^[ \t]{0,80}@(?:\(|[\w.]{1,80}\[)/,
    // case A():
    /^[ \t]{0,80}case\b[^\n]{0,200}\(\s{0,9}\)/,
    // x[*a], for x in *a, b, *args: *T
    /(?:\[|\bin\s{1,9}|:\s{0,9})\*\w/,
    /\bt[rR]?["']/,
    // What an interactive session showed.
    /^(?:>>>|In \[)/,
  ),
};
