import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pauseBeforeRetry, sendingRetries, type RetryPolicy } from './retry.ts';

const aPolicy: fc.Arbitrary<RetryPolicy> = fc.record({
  firstPauseMs: fc.integer({ min: 1, max: 10_000 }),
  longestPauseMs: fc.integer({ min: 1, max: 3_600_000 }),
  tries: fc.integer({ min: 1, max: 2_000 }),
  longestAskedMs: fc.integer({ min: 0, max: 3_600_000 }),
});
const aChance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const almostOne = 1 - Number.EPSILON / 2;

describe('The pause before another try', () => {
  it('is whole, never shorter than the provider asked for, and never longer than that and the longest pause', () => {
    fc.assert(
      fc.property(
        aPolicy,
        fc.integer({ min: 1, max: 2_000 }),
        fc.integer({ min: 0 }),
        aChance,
        (policy, tried, asked, chance) => {
          const pause = pauseBeforeRetry(policy, tried, asked, chance);
          if (pause === null) {
            expect(tried >= policy.tries || asked > policy.longestAskedMs).toBe(true);
            return;
          }
          expect(Number.isSafeInteger(pause)).toBe(true);
          expect(pause).toBeGreaterThanOrEqual(asked);
          expect(pause).toBeLessThanOrEqual(asked + policy.longestPauseMs);
          expect(tried).toBeLessThan(policy.tries);
        },
      ),
    );
  });

  it('is drawn from a range that doubles with every try up to the longest pause', () => {
    fc.assert(
      fc.property(aPolicy, fc.integer({ min: 1, max: 1_999 }), (drawn, tried) => {
        const policy = { ...drawn, tries: 3_000 };
        const range = (after: number): number => pauseBeforeRetry(policy, after, 0, almostOne) ?? NaN;
        expect(range(1)).toBeLessThanOrEqual(policy.firstPauseMs);
        const doubled = Math.min(2 * (range(tried) + 1), policy.longestPauseMs);
        expect(Math.abs(range(tried + 1) + 1 - doubled)).toBeLessThanOrEqual(2);
      }),
    );
  });

  it('is anything in its range alike, nothing included', () => {
    const pauses = [0, 0.25, 0.5, 0.75].map((chance) => pauseBeforeRetry(sendingRetries, 3, 0, chance));
    expect(pauses).toEqual([0, 1_000, 2_000, 3_000]);
  });

  it('comes on top of what the provider asked for', () => {
    expect(pauseBeforeRetry(sendingRetries, 1, 30_000, 0)).toBe(30_000);
    expect(pauseBeforeRetry(sendingRetries, 1, 30_000, 0.5)).toBe(30_500);
  });

  it('is none after the last try, nor where the provider wants to be left alone for too long', () => {
    expect(pauseBeforeRetry(sendingRetries, sendingRetries.tries - 1, 0, 0)).toBe(0);
    expect(pauseBeforeRetry(sendingRetries, sendingRetries.tries, 0, 0)).toBeNull();
    expect(pauseBeforeRetry(sendingRetries, 1, sendingRetries.longestAskedMs, 0)).toBe(sendingRetries.longestAskedMs);
    expect(pauseBeforeRetry(sendingRetries, 1, sendingRetries.longestAskedMs + 1, 0)).toBeNull();
  });

  it('of pushes is never longer than a queue on AWS holds a message back', () => {
    const longest = pauseBeforeRetry(sendingRetries, 9, sendingRetries.longestAskedMs, almostOne);
    expect(longest).toBeLessThanOrEqual(900_000);
  });
});
