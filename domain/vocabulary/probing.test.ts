import fc from 'fast-check';
import { expect, it } from 'vitest';
import { boundsOf, isLastProbe, narrowed, probesWithin } from './probing.ts';

/** Looks until there is nothing more to look at; how often that was. */
function probe(lastSeq: number, timeOf: (seq: number) => number | undefined, time: number) {
  let bounds = boundsOf(lastSeq);
  for (let rounds = 1; rounds < 10; rounds += 1) {
    const probes = probesWithin(bounds);
    expect(probes.length).toBeLessThanOrEqual(100);
    const isLast = isLastProbe(bounds);
    const found = probes.flatMap((seq) => {
      const at = timeOf(seq);
      return at === undefined ? [] : [{ seq, at }];
    });
    bounds = narrowed(bounds, found, time);
    if (isLast) return { seq: bounds.high, rounds };
  }
  throw new Error('unable to find the position; looking has no end');
}

it('finds the first of a million positions at or after a time in three looks', () => {
  expect(probe(1_000_000, (seq) => seq * 10, 5_000_001)).toEqual({ seq: 500_001, rounds: 3 });
  expect(probe(1_000_000, (seq) => seq * 10, 5_000_000).seq).toBe(500_000);
});

it('stands before everything for a time before, and after everything for a time to come', () => {
  expect(probe(250, (seq) => seq, 0).seq).toBe(1);
  expect(probe(250, (seq) => seq, 251).seq).toBe(251);
  expect(probe(0, () => undefined, 1).seq).toBe(1);
});

it('finds where the first entry is or will be, whatever positions say nothing', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3_000 }),
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 0, max: 3_001 }),
      (lastSeq, every, time) => {
        // All but every so-and-so-manieth position is there, at most some of one look.
        const timeOf = (seq: number) => (every > 1 && seq % every === 0 ? undefined : seq);
        const { seq } = probe(lastSeq, timeOf, time);
        const first = Array.from({ length: lastSeq }, (_, at) => at + 1).find((one) => (timeOf(one) ?? -1) >= time);
        expect(seq).toBe(first ?? lastSeq + 1);
      },
    ),
  );
});
