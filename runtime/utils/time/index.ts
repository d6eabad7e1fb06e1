import { number, optionalText, text } from '../arguments.ts';
import type { Arguments, Utility } from '../utility.ts';
import { refuse } from '../utility.ts';
import { format } from './format.ts';
import { parse } from './parse.ts';
import { BadPattern, tokensOf } from './pattern.ts';
import { UTC, zoneOf } from './zone.ts';
import type { Zone } from './zone.ts';

const FARTHEST = 8.64e15;

function instant(args: Arguments, index: number, member: string): number {
  const value = Math.trunc(number(args, index, member));
  return Math.abs(value) <= FARTHEST ? value : refuse(member, 'the time is out of range');
}

function zone(args: Arguments, index: number, member: string): Zone {
  const id = optionalText(args, index, member);
  return id === undefined ? UTC : (zoneOf(id) ?? refuse(member, `there is no time zone ${id}`));
}

/** Runs what may not understand its pattern. */
function withPattern<Result>(member: string, run: () => Result): Result {
  try {
    return run();
  } catch (cause) {
    if (cause instanceof BadPattern) return refuse(member, cause.message);
    throw cause;
  }
}

const ISO8601 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/u;

function parseISO8601(member: string, timestamp: string): number {
  const readable = timestamp.replace(/([+-]\d{2})(\d{2})$/u, '$1:$2').replace(/(\.\d{3})\d+/u, '$1');
  const parsed = ISO8601.test(timestamp) ? Date.parse(readable) : Number.NaN;
  return Number.isNaN(parsed) ? refuse(member, 'the text is no ISO 8601 timestamp') : parsed;
}

/** `util.time.*`: developer guide, "Time helpers in util.time"; the patterns are those of Java's `DateTimeFormatter`. */
export function timeUtilities(now: () => number): Readonly<Record<string, Utility>> {
  const named = (name: string, utility: (args: Arguments, member: string) => string | number): [string, Utility] => [
    name,
    (args) => utility(args, `util.time.${name}`),
  ];

  return Object.fromEntries([
    named('nowISO8601', () => new Date(now()).toISOString()),
    named('nowEpochSeconds', () => Math.floor(now() / 1000)),
    named('nowEpochMilliSeconds', () => now()),
    named('nowFormatted', (args, member) =>
      withPattern(member, () => format(now(), tokensOf(text(args, 0, member)), zone(args, 1, member))),
    ),
    named('parseFormattedToEpochMilliSeconds', (args, member) =>
      withPattern(member, () => {
        const tokens = tokensOf(text(args, 1, member));
        const parsed = parse(text(args, 0, member), tokens, zone(args, 2, member));
        return parsed ?? refuse(member, 'the text does not fit the pattern');
      }),
    ),
    named('parseISO8601ToEpochMilliSeconds', (args, member) => parseISO8601(member, text(args, 0, member))),
    named('epochMilliSecondsToSeconds', (args, member) => Math.floor(instant(args, 0, member) / 1000)),
    named('epochMilliSecondsToISO8601', (args, member) => new Date(instant(args, 0, member)).toISOString()),
    named('epochMilliSecondsToFormatted', (args, member) => {
      const at = instant(args, 0, member);
      return withPattern(member, () => format(at, tokensOf(text(args, 1, member)), zone(args, 2, member)));
    }),
  ]);
}
