import { number } from '../arguments.ts';
import type { Utility } from '../utility.ts';

/** `util.time.*`: developer guide, "Time helpers in util.time". */
export function timeUtilities(now: () => number): Readonly<Record<string, Utility>> {
  return {
    nowISO8601: () => new Date(now()).toISOString(),
    nowEpochSeconds: () => Math.floor(now() / 1000),
    nowEpochMilliSeconds: () => now(),
    epochMilliSecondsToSeconds: (args) => Math.floor(number(args, 0, 'util.time.epochMilliSecondsToSeconds') / 1000),
    epochMilliSecondsToISO8601: (args) =>
      new Date(number(args, 0, 'util.time.epochMilliSecondsToISO8601')).toISOString(),
  };
}
