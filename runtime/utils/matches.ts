import { text } from './arguments.ts';
import type { Utility } from './utility.ts';
import { refuse } from './utility.ts';

const MEMBER = 'util.matches';

/** `java.util.regex.Pattern` classes, as the inside of a JavaScript character class with the flag `v`. */
const CLASSES: ReadonlyMap<string, string> = new Map([
  ['Lower', 'a-z'],
  ['Upper', 'A-Z'],
  ['ASCII', '\\x00-\\x7F'],
  ['Alpha', 'A-Za-z'],
  ['Digit', '0-9'],
  ['Alnum', 'A-Za-z0-9'],
  ['Punct', '\\x21-\\x2F\\x3A-\\x40\\x5B-\\x60\\x7B-\\x7E'],
  ['Graph', '\\x21-\\x7E'],
  ['Print', '\\x20-\\x7E'],
  ['Blank', ' \\t'],
  ['Cntrl', '\\x00-\\x1F\\x7F'],
  ['XDigit', '0-9A-Fa-f'],
  ['Space', ' \\t\\n\\x0B\\f\\r'],
  ['IsAlphabetic', '\\p{Alphabetic}'],
  ['IsDigit', '\\p{Nd}'],
  ['IsLetter', '\\p{L}'],
]);

const ESCAPED_CLASSES: ReadonlyMap<string, string> = new Map([
  ['s', '[ \\t\\n\\x0B\\f\\r]'],
  ['S', '[^ \\t\\n\\x0B\\f\\r]'],
  ['h', '[ \\t\\xA0\\u1680\\u180E\\u2000-\\u200A\\u202F\\u205F\\u3000]'],
  ['H', '[^ \\t\\xA0\\u1680\\u180E\\u2000-\\u200A\\u202F\\u205F\\u3000]'],
  ['R', '(?:\\r\\n|[\\n\\x0B\\f\\r\\x85\\u2028\\u2029])'],
  ['a', '\\x07'],
  ['e', '\\x1B'],
]);

/** Escapes that mean the same in both languages. */
const SHARED = new Set('dDwWbBnrtfcxuk123456789'.split(''));

const FLAGS: ReadonlyMap<string, string> = new Map([
  ['i', 'i'],
  ['m', 'm'],
  ['s', 's'],
  ['u', ''],
]);

/** JavaScript's spelling of a Java pattern. @throws {UtilityFailure} for what JavaScript cannot say. */
export function translate(pattern: string): RegExp {
  const reader: Reader = { rest: pattern, read: '', flags: 'v', classes: [] };
  const inlineFlags = /^\(\?([a-zA-Z]+)\)/u.exec(reader.rest);
  if (inlineFlags) {
    reader.flags += (inlineFlags[1] ?? '')
      .split('')
      .map((flag) => FLAGS.get(flag) ?? cannot(`the flag ${flag}`))
      .join('');
    reader.rest = reader.rest.slice(inlineFlags[0].length);
  }
  while (reader.rest !== '') {
    const piece = next(reader);
    reader.read += piece;
  }
  try {
    return new RegExp(`^(?:${reader.read})$`, reader.flags);
  } catch {
    return refuse(MEMBER, 'the pattern is no regular expression');
  }
}

interface Reader {
  rest: string;
  /** What was read so far, translated. */
  read: string;
  flags: string;
  /** The open brackets: where in `read` their current operand began, and whether it is one of several. */
  readonly classes: { operand: number; intersected: boolean }[];
}

function next(reader: Reader): string {
  const take = (count: number): string => {
    const taken = reader.rest.slice(0, count);
    reader.rest = reader.rest.slice(count);
    return taken;
  };

  const quoted = /^\\Q([\s\S]*?)(?:\\E|$)/u.exec(reader.rest);
  if (quoted) {
    take(quoted[0].length);
    return (quoted[1] ?? '').replace(/[\s\S]/gu, (character) => literal(character, reader));
  }
  if (reader.rest.startsWith('\\')) return escaped(reader, take);
  if (/^(?:[*+?]|\{\d+(?:,\d*)?\})\+/u.test(reader.rest)) return cannot('a possessive quantifier');
  if (reader.rest.startsWith('(?>')) return cannot('an atomic group');
  if (/^\(\?[a-zA-Z-]+[:)]/u.test(reader.rest)) return cannot('flags for a part of the pattern');

  const character = take(1);
  if (character === '[') return open(reader, take);
  const inside = reader.classes.at(-1);
  if (inside !== undefined) {
    if (character === ']') return close(reader);
    if (character === '&' && reader.rest.startsWith('&')) {
      take(1);
      wrapOperand(reader, inside.operand);
      Object.assign(inside, { operand: reader.read.length + 2, intersected: true });
      return '&&';
    }
    // These stand for themselves in a class of Java's and must be escaped in one of JavaScript's.
    const hyphen = character === '-' && isLiteralHyphen(reader);
    return hyphen || ['(', ')', '{', '}', '/', '|'].includes(character) ? `\\${character}` : character;
  }
  if (character === '.' && !reader.flags.includes('s')) return '[^\\n\\r\\x85\\u2028\\u2029]';
  return character;
}

function open({ read, rest, classes }: Reader, take: (count: number) => string): string {
  const opening = rest.startsWith('^') ? `[${take(1)}` : '[';
  classes.push({ operand: read.length + opening.length, intersected: false });
  return opening;
}

function close(reader: Reader): string {
  const closed = reader.classes.pop();
  if (closed?.intersected) wrapOperand(reader, closed.operand);
  return ']';
}

/** JavaScript intersects classes with classes only, `[[a-z]&&[^x]]`. */
function wrapOperand(reader: Reader, start: number): void {
  reader.read = `${reader.read.slice(0, start)}[${reader.read.slice(start)}]`;
}

/** A hyphen at an end of a class or beside another class is no range. */
function isLiteralHyphen({ read, rest }: Reader): boolean {
  return /(?:\[\^?|\\[dDwW]|[^\\][\]}])$/u.test(read) || /^(?:\]|\\[dDwWsShHpP])/u.test(rest);
}

function escaped(reader: Reader, take: (count: number) => string): string {
  take(1);
  const character = take(1);
  if (character === 'p' || character === 'P') return property(character === 'P', take);
  if (character === 'A') return '(?<![\\s\\S])';
  if (character === 'z') return '(?![\\s\\S])';
  if (character === 'Z') return '(?=\\n?(?![\\s\\S]))';
  const known = ESCAPED_CLASSES.get(character);
  if (known !== undefined) return known;
  if (SHARED.has(character)) return `\\${character}`;
  if (/[a-zA-Z0]/u.test(character) || character === '') return cannot(`the escape \\${character}`);
  return literal(character, reader);
}

/** A character that stands for itself. In a class JavaScript wants more of them escaped, elsewhere it forbids that. */
function literal(character: string, { classes }: Reader): string {
  const special = classes.length > 0 ? /[\\^$.*+?()[\]{}|/&\-!#%,:;<=>@`~]/u : /[\\^$.*+?()[\]{}|/]/u;
  return special.test(character) ? `\\${character}` : character;
}

function property(negated: boolean, take: (count: number) => string): string {
  let name = take(1);
  if (name === '{') {
    name = '';
    for (let character = take(1); character !== '}' && character !== ''; character = take(1)) name += character;
  }
  const members = CLASSES.get(name);
  if (members !== undefined) return `[${negated ? '^' : ''}${members}]`;
  if (/^(?:L|M|N|P|S|Z|C)[a-z]?$/u.test(name)) return `\\${negated ? 'P' : 'p'}{${name}}`;
  return cannot(`the property ${name}`);
}

const cannot = (what: string): never => refuse(MEMBER, `the local runtime does not have ${what}`);

/** `util.matches`: whether the whole of the text fits a pattern of Java's `Pattern` (developer guide, "util"). */
export const matches: Utility = (args) => translate(text(args, 0, MEMBER)).test(text(args, 1, MEMBER));
