import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Options } from 'mdast-util-from-markdown';
import { gfmAutolinkLiteralFromMarkdown } from 'mdast-util-gfm-autolink-literal';
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough';
import { gfmAutolinkLiteral } from 'micromark-extension-gfm-autolink-literal';
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough';
import { splitFences } from '../../client/markdown/index.ts';
import { markEscape } from './mark-escape.ts';
import { safeAddress, textParts } from './text-parts.ts';

/** A piece of a line. */
export type Inline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis' | 'deleted'; readonly runs: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly runs: readonly Inline[] };

/** A piece of a text that has lines of its own. */
export type Block =
  | { readonly kind: 'paragraph' | 'heading'; readonly runs: readonly Inline[] }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'list'; readonly start: number | undefined; readonly items: readonly (readonly Block[])[] }
  | { readonly kind: 'rule' }
  /** `language` as it was typed; empty where none was. */
  | { readonly kind: 'code'; readonly language: string; readonly source: string };

/** The parser's time grows with the square of the marks: so many take it a few milliseconds at worst. */
const mostMarks = 200;
const marks = /[*_~`>[]/g;

/** What is in more than so many others is shown as it was typed. */
const deepest = 8;
/** Quotes and lists that begin in one line, of which each is read again for each around it: more than `deepest`. */
const tooDeep = /^(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])){9}/mu;

/**
 * A text as CommonMark reads it, with strikethrough; without HTML, entities, definitions, underlined headings and indented
 * code, all of which are shown as they were typed. So is what the dialect would take from mathematics and consoles: see
 * `isInWord` and `isQuote`.
 *
 * @returns undefined where there are so many marks that the text is better shown as it was typed.
 */
export const blocksOf = (text: string): readonly Block[] | undefined => {
  const parts = splitFences(text);
  const prose = parts.flatMap((part) => (part.kind === 'prose' ? [part.text] : [])).join('\n');
  if ((prose.match(marks)?.length ?? 0) > mostMarks || tooDeep.test(prose)) return undefined;
  return parts.flatMap((part): readonly Block[] =>
    part.kind === 'code'
      ? [part]
      : blocksIn(fromMarkdown(part.text, options).children, { source: part.text, depth: 0 }),
  );
};

const options: Options = {
  extensions: [
    gfmStrikethrough({ singleTilde: false }),
    gfmAutolinkLiteral(),
    markEscape,
    {
      disable: {
        null: [
          'autolink',
          'characterEscape',
          'characterReference',
          'codeFenced',
          'codeIndented',
          'definition',
          'hardBreakEscape',
          'htmlFlow',
          'htmlText',
          'setextUnderline',
        ],
      },
    },
  ],
  // What it would find afterwards are nodes that stand nowhere; an address by itself is found when the text is shown.
  mdastExtensions: [gfmStrikethroughFromMarkdown(), { ...gfmAutolinkLiteralFromMarkdown(), transforms: [] }],
};

type Node = ReturnType<typeof fromMarkdown>['children'][number];

interface Place {
  readonly source: string;
  /** In how many others it is. */
  readonly depth: number;
}

const startOf = (node: Node): number => node.position?.start.offset ?? 0;
const endOf = (node: Node): number => node.position?.end.offset ?? 0;
const typed = (node: Node, { source }: Place): string => source.slice(startOf(node), endOf(node));
const deeper = (place: Place): Place => ({ ...place, depth: place.depth + 1 });

const blocksIn = (nodes: readonly Node[], place: Place): readonly Block[] => nodes.map((node) => blockOf(node, place));

const blockOf = (node: Node, place: Place): Block => {
  const asTyped: Block = { kind: 'paragraph', runs: [{ kind: 'text', text: typed(node, place) }] };
  if (place.depth >= deepest) return asTyped;
  switch (node.type) {
    case 'paragraph':
    case 'heading':
      return { kind: node.type, runs: runsIn(node.children, place) };
    case 'blockquote':
      return isQuote(node, place) ? { kind: 'quote', blocks: blocksIn(node.children, deeper(place)) } : asTyped;
    case 'list': {
      const start = node.ordered === true ? (node.start ?? 1) : undefined;
      return { kind: 'list', start, items: node.children.map((item) => blocksIn(item.children, deeper(place))) };
    }
    case 'thematicBreak':
      return { kind: 'rule' };
    default:
      return asTyped;
  }
};

/** A quote needs a space: `>>> print(1)` is what Python says, and `>:(` a face. */
const isQuote = (node: Node, { source }: Place): boolean => /\s/.test(source.charAt(startOf(node) + 1));

const runsIn = (nodes: readonly Node[], place: Place): readonly Inline[] =>
  joined(nodes.flatMap((node) => runsOf(node, place)));

const styles = { strong: 'strong', emphasis: 'emphasis', delete: 'deleted' } as const;

const runsOf = (node: Node, place: Place): readonly Inline[] => {
  const asTyped: readonly Inline[] = [{ kind: 'text', text: typed(node, place) }];
  if (place.depth >= deepest) return asTyped;
  switch (node.type) {
    case 'text':
      return [{ kind: 'text', text: node.value }];
    case 'break':
      return [{ kind: 'text', text: '\n' }];
    case 'inlineCode':
      return [{ kind: 'code', text: node.value }];
    case 'strong':
    case 'emphasis':
    case 'delete': {
      const runs = runsIn(node.children, deeper(place));
      return isInWord(node, place) ? withMarks(node, node.children, runs, place) : [{ kind: styles[node.type], runs }];
    }
    case 'link':
      // One that is an address by itself is one as in any other text.
      if (place.source.charAt(startOf(node)) !== '[') return asTyped;
      return linkOf(node.url, runsIn(node.children, deeper(place))) ?? asTyped;
    case 'image':
      return (
        linkOf(node.url, [
          { kind: 'text', text: node.alt === null || node.alt === '' ? node.url : (node.alt ?? node.url) },
        ]) ?? asTyped
      );
    default:
      return asTyped;
  }
};

const inWord = /[\p{N}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u;

/** Of scripts that put spaces between words, no mark begins or ends inside of one: 2*3*4 is a product. */
const isInWord = (node: Node, { source }: Place): boolean =>
  inWord.test(source.charAt(startOf(node) - 1)) || inWord.test(source.charAt(endOf(node)));

const withMarks = (
  node: Node,
  children: readonly Node[],
  runs: readonly Inline[],
  { source }: Place,
): readonly Inline[] => {
  const [first = node, last = node] = [children[0], children.at(-1)];
  return [
    { kind: 'text', text: source.slice(startOf(node), startOf(first)) },
    ...runs,
    { kind: 'text', text: source.slice(endOf(last), endOf(node)) },
  ];
};

const followed = ['http:', 'https:', 'mailto:'];

/** A link; none where its address cannot be followed safely, or its words are the address of another place, or nothing. */
const linkOf = (address: string, runs: readonly Inline[]): readonly Inline[] | undefined => {
  const href = safeAddress(address, followed);
  if (href === undefined || wordsOf(runs).trim() === '') return undefined;
  const shown = textParts(wordsOf(runs), []);
  return shown.some((part) => part.kind === 'link' && part.href !== href) ? undefined : [{ kind: 'link', href, runs }];
};

const wordsOf = (runs: readonly Inline[]): string =>
  runs.map((run) => ('runs' in run ? wordsOf(run.runs) : run.text)).join('');

/** Text beside text is one text: a name or an address may begin in one and end in the other. */
const joined = (runs: readonly Inline[]): readonly Inline[] =>
  runs.reduce<readonly Inline[]>((before, run) => {
    const last = before.at(-1);
    return run.kind === 'text' && last?.kind === 'text'
      ? [...before.slice(0, -1), { kind: 'text', text: last.text + run.text }]
      : [...before, run];
  }, []);
