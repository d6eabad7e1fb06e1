import { BadPattern, MONTHS, WEEKDAYS, named } from './pattern.ts';
import type { Token } from './pattern.ts';
import { instantOf, zoneOf } from './zone.ts';
import type { Zone } from './zone.ts';

/** What was read, by the letter of its field. */
type Fields = Partial<Record<string, string>>;

const OFFSET = '[+-]\\d{2}:?\\d{2}|[+-]\\d{2}';

/** What a field may look like. Two letters and more fix the number of digits, so that `yyyyMMdd` can be read. */
function shapeOf(letter: string, count: number): string {
  const digits = (most: number): string => (count === 1 ? `\\d{1,${most}}` : `\\d{${count}}`);
  switch (letter) {
    case 'u':
    case 'y':
      return count === 1 ? '-?\\d{1,9}' : `-?\\d{${count}}`;
    case 'M':
    case 'L':
      return count < 3 ? digits(2) : MONTHS.map((name) => named(name, count)).join('|');
    case 'D':
      return digits(3);
    case 'd':
    case 'h':
    case 'K':
    case 'k':
    case 'H':
    case 'm':
    case 's':
      return digits(2);
    case 'S':
      return `\\d{${count}}`;
    case 'A':
      return digits(8);
    case 'E':
      return WEEKDAYS.map((name) => named(name, count)).join('|');
    case 'a':
      return 'AM|PM';
    case 'X':
    case 'Z':
      return `Z|(?:GMT)?(?:${OFFSET})`;
    case 'x':
      return OFFSET;
    case 'O':
      return 'GMT(?:[+-]\\d{1,2}(?::\\d{2})?)?';
    case 'V':
    case 'z':
      return '[A-Za-z][A-Za-z0-9~/._+-]*|[+-]\\d{2}:?\\d{2}';
    default:
      throw new BadPattern(`the letter ${letter} cannot be read`);
  }
}

function expressionOf(tokens: readonly Token[], letters: string[]): string {
  return tokens
    .map((token) => {
      if (token.kind === 'text') return token.text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
      if (token.kind === 'optional') return `(?:${expressionOf(token.tokens, letters)})?`;
      letters.push(token.letter);
      return `(${shapeOf(token.letter, token.count)})`;
    })
    .join('');
}

/**
 * The instant in epoch milliseconds that `text` names, or `undefined` when it does not fit the pattern or names none.
 * A zone in the text goes before `zone`. @throws {BadPattern} for letters that cannot be read.
 */
export function parse(text: string, tokens: readonly Token[], zone: Zone): number | undefined {
  const letters: string[] = [];
  const found = new RegExp(`^${expressionOf(tokens, letters)}$`, 'u').exec(text);
  if (found === null) return undefined;
  const fields: Fields = {};
  letters.forEach((letter, index) => {
    const value = found[index + 1];
    if (value !== undefined) fields[letter] = value;
  });

  const date = dateOf(fields);
  const time = timeOf(fields);
  const named = zoneIn(fields);
  const where = named === undefined ? zone : zoneOf(named);
  if (date === undefined || time === undefined || where === undefined) return undefined;
  return instantOf(date + time, where);
}

function dateOf(fields: Fields): number | undefined {
  const written = fields.u ?? fields.y;
  if (written === undefined) return undefined;
  // Two digits are a year of this century, as `DateTimeFormatter` reads them.
  const year = /^\d{2}$/u.test(written) ? 2000 + Number(written) : Number(written);
  if (fields.D !== undefined) return utc(year, 0, Number(fields.D));

  const monthText = fields.M ?? fields.L;
  if (monthText === undefined || fields.d === undefined) return undefined;
  const month = /^\d/u.test(monthText) ? Number(monthText) - 1 : MONTHS.findIndex((name) => name.startsWith(monthText));
  const day = Number(fields.d);
  if (month < 0 || month > 11 || day < 1 || day > 31) return undefined;
  // `ResolverStyle.SMART`: a 31st in a shorter month is its last day.
  const lastDay = new Date(utc(year, month + 1, 0)).getUTCDate();
  return utc(year, month, Math.min(day, lastDay));
}

/** `Date.UTC` takes years under 100 for years of the last century. */
function utc(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month, day);
}

function timeOf(fields: Fields): number | undefined {
  if (fields.A !== undefined) return Number(fields.A);
  const hour = hourOf(fields);
  const [minute, second] = [Number(fields.m ?? 0), Number(fields.s ?? 0)];
  if (hour === undefined || hour > 23 || minute > 59 || second > 59) return undefined;
  const milliSeconds = Number((fields.S ?? '').padEnd(3, '0').slice(0, 3));
  return ((hour * 60 + minute) * 60 + second) * 1000 + milliSeconds;
}

function hourOf({ H, k, h, K, a }: Fields): number | undefined {
  if (H !== undefined) return Number(H);
  if (k !== undefined) return Number(k) % 24;
  const half = h === undefined ? K : String(Number(h) % 12);
  if (half === undefined || a === undefined) return undefined;
  return Number(half) + (a === 'PM' ? 12 : 0);
}

function zoneIn({ X, x, Z, O, V, z }: Fields): string | undefined {
  const offset = X ?? x ?? Z ?? O;
  return V ?? z ?? (offset === '' ? undefined : offset);
}
