/**
 * How often a user may do something in any stretch of time of one length. Acts are counted in windows of the clock, each
 * cut into 60 parts; whoever counts takes into account what of the window before is still younger than one window. So no
 * stretch ever holds more than the limit, wherever it begins. ADR 14.
 */
import { ErrorCode } from './error-codes.ts';
import type { Refusal } from './refusal.ts';

/** What a user may do only so often. */
export type RatedAct = 'SEND' | 'CREATE' | 'JOIN' | 'UPLOAD';

/** In milliseconds. */
export const rateWindowOf: Readonly<Record<RatedAct, number>> = {
  SEND: 60_000,
  CREATE: 3_600_000,
  JOIN: 3_600_000,
  UPLOAD: 3_600_000,
};

export const partsOfWindow = 60;

/** What the count of each part is kept under; absent is 0. */
export type RatePart = `p${number}`;
export const ratePart = (part: number): RatePart => `p${part}`;
export interface RateParts {
  readonly [part: RatePart]: number;
}

/** Where a moment, in epoch milliseconds, stands: its window, counted from the epoch, and the part of it, from 0. */
export const rateMomentOf = (act: RatedAct, now: number): { readonly window: number; readonly part: number } => {
  const window = Math.floor(now / rateWindowOf[act]);
  return { window, part: Math.floor((now - window * rateWindowOf[act]) / partLength(act)) };
};

const partLength = (act: RatedAct): number => rateWindowOf[act] / partsOfWindow;

/** When a window's count is needed no longer, in epoch seconds: after the window that follows it. */
export const rateExpiryOf = (act: RatedAct, window: number): number => ((window + 2) * rateWindowOf[act]) / 1000;

const digits = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
/** 59 to 0. */
const partsFromTheLast: readonly number[] = [5, 4, 3, 2, 1, 0].reduce<number[]>(
  (parts, tens) => parts.concat(digits.map((ones) => tens * 10 + 9 - ones)),
  [],
);

/** How many acts the window may hold by now. `before` is the window before, whose counts no longer change. */
export const allowedInWindow = (limit: number, before: RateParts, part: number): number =>
  partsFromTheLast.reduce((allowed, each) => (each >= part ? allowed - (before[ratePart(each)] ?? 0) : allowed), limit);

/** The first part of a window from which on it holds at most `most` acts; 60, which is after it, for any `most` from 0. */
const partFromWhichAtMost = (parts: RateParts, most: number): number =>
  partsFromTheLast.reduce(
    (found, part) => {
      const sum = found.sum + (parts[ratePart(part)] ?? 0);
      return { sum, part: found.part === part + 1 && sum <= most ? part : found.part };
    },
    { sum: 0, part: partsOfWindow },
  ).part;

/** The counts of a window, as far as they are known. */
export interface RateWindow extends RateParts {
  readonly sent: number;
}

/** Milliseconds until an act that was not admitted now would be, if nothing else is done meanwhile. */
export const retryAfterOf = (
  act: RatedAct,
  limit: number,
  { before, current, now }: { readonly before: RateParts; readonly current: RateWindow; readonly now: number },
): number => {
  const { window } = rateMomentOf(act, now);
  const room = limit - 1 - current.sent;
  const passes =
    room >= 0
      ? window * rateWindowOf[act] + partFromWhichAtMost(before, room) * partLength(act)
      : (window + 1) * rateWindowOf[act] + partFromWhichAtMost(current, limit - 1) * partLength(act);
  return passes - now;
};

const tooMany: Readonly<Record<RatedAct, (limit: number) => string>> = {
  SEND: (limit) => `more than ${limit} messages were sent within a minute`,
  CREATE: (limit) => `more than ${limit} sessions were opened within an hour`,
  JOIN: (limit) => `more than ${limit} sessions were entered within an hour`,
  UPLOAD: (limit) => `more than ${limit} uploads were asked for within an hour`,
};

export const rateLimited = (act: RatedAct, limit: number, retryAfterMs: number): Refusal => ({
  code: ErrorCode.RateLimited,
  why: tooMany[act](limit),
  info: { limit, retryAfterMs },
});

/** The session has slow mode, and the caller sent something else a moment ago. */
export const pacedOut = (seconds: number, retryAfterMs: number): Refusal => ({
  code: ErrorCode.RateLimited,
  why: `members of this session wait ${seconds} seconds between two messages`,
  info: { retryAfterMs },
});
