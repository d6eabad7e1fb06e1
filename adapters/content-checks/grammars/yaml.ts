import type { SyntaxNodeRef } from '@lezer/common';
import { parser } from '@lezer/yaml';
import { asFile, type Grammar } from '../grammar.ts';

function isLeftOpen({ from, to }: SyntaxNodeRef, text: string): boolean {
  return to - from < 2 || text[to - 1] !== text[from];
}

const isStartOfBlock = ({ name, node }: SyntaxNodeRef): boolean =>
  name === '-' || (name === 'Pair' && node.parent?.name === 'BlockMapping');

/** `a: b: c` and `a: - b`: a collection begins on a line of its own (YAML 1.2.2, 8.2.2: the value of an implicit key). */
function beginsBesideItsKey({ node }: SyntaxNodeRef, text: string): boolean {
  if (node.prevSibling !== null) return false;
  const pair = node.parent?.parent;
  const key = pair?.name === 'Pair' ? pair.getChild('Key') : null;
  return key !== null && key.to <= node.from && !/[\n\r]/.test(text.slice(key.to, node.from));
}

export const yaml: Grammar = {
  readings: [asFile(parser)],
  isWrong(node, text) {
    if (node.name === 'QuotedLiteral') return isLeftOpen(node, text);
    return isStartOfBlock(node) && beginsBesideItsKey(node, text);
  },
};
