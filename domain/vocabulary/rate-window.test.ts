import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RateWindow } from './rate-window.ts';
import { allowedInWindow, rateMomentOf, ratePart, rateWindowOf, retryAfterOf } from './rate-window.ts';

const minute = rateWindowOf.SEND;
/** A whole window from the epoch, so that moments of it can be written down. */
const start = 29_735_000 * minute;

/** Counts as the adapters do. */
class Counter {
  readonly admitted: number[] = [];
  readonly #windows = new Map<number, RateWindow>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether an act passes at `now`. */
  passes(now: number): boolean {
    const { window, part } = rateMomentOf('SEND', now);
    return this.#at(window).sent < allowedInWindow(this.#limit, this.#at(window - 1), part);
  }

  act(now: number): void {
    const { window, part } = rateMomentOf('SEND', now);
    const current = this.#at(window);
    const counted = { [ratePart(part)]: (current[ratePart(part)] ?? 0) + 1 };
    this.#windows.set(window, { ...current, ...counted, sent: current.sent + 1 });
    this.admitted.push(now);
  }

  retryAfter(now: number): number {
    const { window } = rateMomentOf('SEND', now);
    const [before, current] = [this.#at(window - 1), this.#at(window)];
    return retryAfterOf('SEND', this.#limit, { before, current, now });
  }

  #at(window: number): RateWindow {
    return this.#windows.get(window) ?? { sent: 0 };
  }
}

/** Acts at these offsets from `start`, as far as they pass. */
function counted(limit: number, offsets: readonly number[]): Counter {
  const counter = new Counter(limit);
  for (const offset of offsets) if (counter.passes(start + offset)) counter.act(start + offset);
  return counter;
}

/** Near the same few seconds of several minutes, where what counts and what no longer does meet. */
const offset = fc
  .tuple(fc.nat(3), fc.constantFrom(0, 1, 2, 30, 31, 58, 59), fc.constantFrom(0, 1, 500, 999))
  .map(([minutes, seconds, rest]) => minutes * minute + seconds * 1000 + rest);
const offsets = fc
  .array(fc.oneof(offset, fc.nat(4 * minute)), { maxLength: 60 })
  .map((all) => all.sort((a, b) => a - b));
const limits = fc.integer({ min: 1, max: 6 });

describe('a rate', () => {
  it('never lets more than its limit pass within any minute, wherever that begins', () => {
    fc.assert(
      fc.property(limits, offsets, (limit, at) => {
        const { admitted } = counted(limit, at);
        for (const first of admitted) {
          expect(admitted.filter((act) => act >= first && act <= first + minute).length).toBeLessThanOrEqual(limit);
        }
      }),
    );
  });

  it('lets the limit pass within a minute, and refuses nothing longer than a minute and a sixtieth', () => {
    fc.assert(
      fc.property(limits, offsets, fc.nat(5 * minute), (limit, at, offset) => {
        const counter = counted(limit, at);
        const now = start + offset + 4 * minute;
        const recent = counter.admitted.filter((act) => act > now - minute - minute / 60).length;
        if (recent < limit) expect(counter.passes(now)).toBe(true);
      }),
    );
  });

  it('says exactly when the next one passes: then, and not a millisecond before', () => {
    fc.assert(
      fc.property(limits, offsets, fc.nat(minute), (limit, at, later) => {
        const counter = counted(limit, at);
        const now = (counter.admitted.at(-1) ?? start) + later;
        if (counter.passes(now)) return;
        const wait = counter.retryAfter(now);
        expect(wait).toBeGreaterThan(0);
        expect(wait).toBeLessThanOrEqual(minute + minute / 60);
        expect(counter.passes(now + wait)).toBe(true);
        expect(counter.passes(now + wait - 1)).toBe(false);
      }),
    );
  });

  it('knows the 61st of a minute, also where the minute spans two windows', () => {
    const counter = counted(
      60,
      Array.from({ length: 60 }, (_, at) => 30_500 + at * 500),
    );
    expect(counter.admitted).toHaveLength(60);
    expect(counter.passes(start + 60_200)).toBe(false);
    expect(counter.retryAfter(start + 60_200)).toBe(30_800);
    expect(counter.passes(start + 91_000)).toBe(true);
  });
});
