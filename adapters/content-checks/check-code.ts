import type { Parser, Tree } from '@lezer/common';
import type { CodeCheck } from '../../application/ports/content-checks.ts';
import { CodeSyntax } from '../../domain/vocabulary/messages.ts';
import type { Deadline } from './deadline.ts';
import type { Grammar, Reading } from './grammar.ts';
import { problemsAt } from './positions.ts';

const unchecked: CodeCheck = { syntax: CodeSyntax.UNCHECKED, problems: [] };
const valid: CodeCheck = { syntax: CodeSyntax.VALID, problems: [] };

/** Reads `source` until the deadline. A parser that throws has no advice to give, and nobody waits for it. */
export function checkCode(source: string, grammar: Grammar, deadline: Deadline): CodeCheck {
  try {
    return checkWith(grammar, withoutHalves(source), deadline);
  } catch {
    return unchecked;
  }
}

function checkWith(grammar: Grammar, text: string, deadline: Deadline): CodeCheck {
  let fewest: readonly number[] | undefined;
  for (const reading of grammar.readings) {
    const offsets = stumbles(reading, grammar, text, deadline);
    if (offsets === undefined) return unchecked;
    if (offsets.length === 0) return valid;
    // The reading that stumbled least is the one that was meant.
    if (fewest === undefined || offsets.length < fewest.length) fewest = offsets;
  }
  if (grammar.isValid?.(text) === true) return valid;
  if (grammar.unknown?.test(text) === true) return unchecked;
  return { syntax: CodeSyntax.INVALID, problems: problemsAt(text, fewest ?? []) };
}

/** Where the parser stumbled, ascending; `undefined` when the time was not enough. */
function stumbles(
  { parser, before, after }: Reading,
  grammar: Grammar,
  text: string,
  deadline: Deadline,
): readonly number[] | undefined {
  const file = `${before}${grammar.plain?.(text) ?? text}${after}`;
  const tree = parseUntil(deadline, parser, file);
  if (tree === undefined) return undefined;
  const end = text.trimEnd().length;
  const offsets: number[] = [];
  tree.iterate({
    enter(node) {
      if (!node.type.isError && grammar.isWrong?.(node, file) !== true) return;
      offsets.push(Math.min(Math.max(node.from - before.length, 0), end));
    },
  });
  return offsets;
}

function parseUntil(deadline: Deadline, parser: Parser, text: string): Tree | undefined {
  const parse = parser.startParse(text);
  while (!deadline.hasPassed()) {
    const tree = parse.advance();
    if (tree !== null) return tree;
  }
  return undefined;
}

/** Grammars take code points: half of one is a character like any other to those who wrote it. */
const withoutHalves = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd');
