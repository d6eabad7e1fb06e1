import type { Branded } from './branded.ts';

/** A moment in epoch milliseconds: whole, from 1970 to 9999. Where text is wanted, `toIso` says so. */
export type Instant = Branded<number, 'Instant'>;

const earliest = 0;
const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

const isInstant = (value: number): value is Instant => Number.isInteger(value) && value >= earliest && value <= latest;

/** @throws {RangeError} for what is no moment, which is a bug. */
export function instantOf(epochMilliseconds: number): Instant {
  if (!isInstant(epochMilliseconds)) {
    throw new RangeError(`unable to use ${epochMilliseconds} as a moment; it is not whole epoch milliseconds`);
  }
  return epochMilliseconds;
}

/** ISO 8601 in UTC with milliseconds, as `AWSDateTime` and every stored time stamp have it. */
export const toIso = (instant: Instant): string => new Date(instant).toISOString();

/** Reads exactly the form that `toIso` writes; `undefined` for any other. */
export function parseInstant(iso: string): Instant | undefined {
  const value = Date.parse(iso);
  return isInstant(value) && toIso(value) === iso ? value : undefined;
}

/**
 * Reads a moment that a client wrote in any form of `AWSDateTime`, which has an offset; `undefined` for any other, and for one
 * outside 1970 to 9999. https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html
 */
export function parseMoment(dateTime: string): Instant | undefined {
  const hasOffset = /T.*(?:Z|[+-]\d\d:\d\d)$/.test(dateTime);
  const value = Math.floor(Date.parse(dateTime));
  return hasOffset && isInstant(value) ? value : undefined;
}

export const later = (instant: Instant, milliseconds: number): Instant => instantOf(instant + milliseconds);
