import { describe, expect, it } from 'vitest';
import { relatedToRead, shownWhole, type Pointing, type Reading } from './related.ts';

const aMessage = (seq: number, more: Partial<Pointing> = {}): Pointing => ({
  seq,
  target: undefined,
  quoted: undefined,
  root: undefined,
  length: 5,
  ...more,
});
const aChange = (seq: number, target: number): Pointing => aMessage(seq, { target });
const reading = (page: Pointing[], related: Pointing[] = [], missing: number[] = []): Reading => ({
  page,
  related,
  missing,
});

describe('what an entry is shown with', () => {
  it('is nothing for a message that points at none', () => {
    const alone = reading([aMessage(1), aMessage(2)]);
    expect(relatedToRead(alone, 100)).toEqual([]);
    expect(shownWhole(alone)).toBe(2);
  });

  it('is read for a changed message and for a thread, although the page shows them, and once for several', () => {
    const page = reading([aMessage(1), aMessage(2), aMessage(3, { root: 1 }), aChange(4, 2), aChange(5, 2)]);
    expect(relatedToRead(page, 100)).toEqual([1, 2]);
    expect(shownWhole(page)).toBe(2);
  });

  it('is taken from the page where it is only quoted', () => {
    expect(relatedToRead(reading([aMessage(5), aMessage(6, { quoted: 5 }), aMessage(7, { quoted: 2 })]), 100)).toEqual([
      2,
    ]);
  });

  it('goes one step further from a changed message, and no further from any other', () => {
    const page = [aChange(9, 8), aMessage(10, { quoted: 3 })];
    const related = [aMessage(8, { quoted: 4, root: 2 }), aMessage(3, { quoted: 1 })];
    expect(relatedToRead(reading(page, related), 100)).toEqual([2, 4]);
    expect(shownWhole(reading(page, related))).toBe(0);
    expect(shownWhole(reading(page, [...related, aMessage(2)], [4]))).toBe(2);
  });

  it('is asked for in the order of the page, as much at once as one read takes', () => {
    const page = Array.from({ length: 150 }, (_, at) => aChange(1000 + at, 1 + at));
    const first = relatedToRead(reading(page), 100);
    expect(first).toEqual(Array.from({ length: 100 }, (_, at) => 1 + at));
    const after = reading(
      page,
      first.map((seq) => aMessage(seq)),
    );
    expect(shownWhole(after)).toBe(100);
    expect(relatedToRead(after, 100)).toHaveLength(50);
  });

  it('counts towards what fits in one answer, and the first entry always fits', () => {
    const long = aMessage(1, { length: 10_000 });
    const changes = Array.from({ length: 200 }, (_, at) => aChange(10 + at, 1));
    expect(shownWhole(reading(changes, [long]))).toBe(114);
    expect(shownWhole(reading([aMessage(2, { length: 2_000_000 }), aMessage(3)]))).toBe(1);
    const page = Array.from({ length: 100 }, (_, at) => aMessage(10 + at, { length: 10_000 }));
    expect(shownWhole(reading(page))).toBe(100);
  });

  it('that is not there holds nothing up', () => {
    expect(shownWhole(reading([aChange(2, 1)], [], [1]))).toBe(1);
    expect(relatedToRead(reading([aChange(2, 1)], [], [1]), 100)).toEqual([]);
  });
});
