import type { SyntaxNodeRef } from '@lezer/common';
import { parser as cssParser } from '@lezer/css';
import { configureNesting, parser } from '@lezer/html';
import { anyOf, asFile, type Grammar } from '../grammar.ts';
import { jsx, unknownToJsx } from './javascript.ts';

const scriptTypes = /^(?:|module|(?:text|application)\/(?:java|ecma)script)$/i;

const withScripts = configureNesting([
  { tag: 'script', attrs: ({ type }) => scriptTypes.test(type ?? ''), parser: jsx },
  { tag: 'style', parser: cssParser },
]);

/** https://html.spec.whatwg.org/multipage/syntax.html#optional-tags */
const closedByItself =
  /^<(?:html|head|body|li|dt|dd|p|rt|rp|optgroup|option|colgroup|caption|thead|tbody|tfoot|tr|td|th)(?![\w-])/i;

const wrongNodes = ['MismatchedCloseTag', 'IncompleteTag', 'IncompleteCloseTag'];

function isLeftOpen({ node, from }: SyntaxNodeRef, text: string): boolean {
  const last = node.lastChild?.name;
  return last !== 'CloseTag' && last !== 'SelfClosingTag' && !closedByItself.test(text.slice(from, from + 12));
}

export const html: Grammar = {
  readings: [asFile(parser.configure({ wrap: withScripts }))],
  isWrong: (node, text) => wrongNodes.includes(node.name) || (node.name === 'Element' && isLeftOpen(node, text)),
  // Style sheets once hid from browsers in a comment.
  unknown: anyOf(unknownToJsx, /<style[^>]{0,200}>\s{0,99}<!--/),
};
