import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Durations, Limits } from './limits.ts';
import { abandonedPositions, contiguousFrom, type LogView } from './session-log.ts';

const now = 1_000_000;
const old = now - Durations.grace - 1;
const young = now - Durations.grace;

const aView = (view: Partial<LogView>): LogView => ({
  after: 0,
  slots: [],
  exhausted: true,
  lastSeq: 0,
  lastActivityAt: young,
  ...view,
});

describe('What is known up to', () => {
  it.each([
    [0, [], 0, 0],
    [0, [1, 2, 3], 3, 3],
    [0, [2, 3], 3, 0],
    [4, [5, 6, 8], 8, 6],
    [7, [], 5, 5],
  ])('after %d with %j of %d is %d', (after, seqs, lastSeq, known) => {
    expect(contiguousFrom(after, seqs, lastSeq)).toBe(known);
  });

  it('never passes a position that is missing, nor the newest one taken', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.uniqueArray(fc.integer({ min: 1, max: 60 })), fc.nat(60), (after, picked, extra) => {
        const seqs = picked.filter((seq) => seq > after).sort((a, b) => a - b);
        const lastSeq = Math.max(0, ...seqs, extra);
        const known = contiguousFrom(after, seqs, lastSeq);
        const all = Array.from({ length: Math.max(0, known - after) }, (_, at) => after + at + 1);
        expect(known).toBeLessThanOrEqual(lastSeq);
        expect(seqs).toEqual(expect.arrayContaining(all));
        if (known < lastSeq && after <= lastSeq) expect(seqs).not.toContain(known + 1);
      }),
    );
  });
});

describe('A missing position counts as abandoned', () => {
  it('when a later entry is older than the grace time', () => {
    const slots = [
      { seq: 1, at: old },
      { seq: 4, at: old },
    ];
    expect(abandonedPositions(aView({ slots, lastSeq: 4 }), now)).toEqual([2, 3]);
  });

  it('not while every later entry is younger', () => {
    const slots = [
      { seq: 1, at: old },
      { seq: 4, at: young },
    ];
    expect(abandonedPositions(aView({ slots, lastSeq: 4 }), now)).toEqual([]);
  });

  it('at the end of the log, when nothing has happened in the session for the grace time', () => {
    const view = { slots: [{ seq: 1, at: old }], lastSeq: 3 };
    expect(abandonedPositions(aView({ ...view, lastActivityAt: old }), now)).toEqual([2, 3]);
    expect(abandonedPositions(aView({ ...view, lastActivityAt: young }), now)).toEqual([]);
  });

  it('not beyond a page that does not reach the end of the log', () => {
    const view = { slots: [{ seq: 1, at: old }], lastSeq: 3, lastActivityAt: old };
    expect(abandonedPositions(aView({ ...view, exhausted: false }), now)).toEqual([]);
  });

  it('in no greater number than one read seals', () => {
    const view = aView({ slots: [{ seq: 500, at: old }], lastSeq: 500 });
    expect(abandonedPositions(view, now)).toEqual(Array.from({ length: Limits.sealsPerRead }, (_, at) => at + 1));
  });

  it('exactly when it is missing and something later, or the whole session, is old enough', () => {
    const slots = fc
      .uniqueArray(fc.record({ seq: fc.integer({ min: 1, max: 30 }), old: fc.boolean() }), {
        selector: ({ seq }) => seq,
      })
      .map((some) =>
        some.sort((a, b) => a.seq - b.seq).map(({ seq, old: isOld }) => ({ seq, at: isOld ? old : young })),
      );
    fc.assert(
      fc.property(slots, fc.nat(5), fc.boolean(), fc.boolean(), (taken, more, exhausted, quiet) => {
        const lastSeq = (taken.at(-1)?.seq ?? 0) + more;
        const view = aView({ slots: taken, exhausted, lastSeq, lastActivityAt: quiet ? old : young });
        const expected = Array.from({ length: lastSeq }, (_, at) => at + 1).filter(
          (seq) =>
            !taken.some((slot) => slot.seq === seq) &&
            (taken.some((slot) => slot.seq > seq && slot.at === old) || (exhausted && quiet)),
        );
        expect(abandonedPositions(view, now)).toEqual(expected.slice(0, Limits.sealsPerRead));
      }),
    );
  });
});
