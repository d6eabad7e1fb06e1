import { describe, expect, it } from 'vitest';
import { StoreBusy } from '../../application/ports/store-errors.ts';
import { chunksOf, untilProcessed } from './unprocessed.ts';

describe('a batch of which some stays undone', () => {
  it('is asked for again, only what is left, waiting twice as long each time', async () => {
    const asked: (readonly number[])[] = [];
    const pauses: number[] = [];
    const halves = async (entries: readonly number[]) => {
      asked.push(entries);
      return entries.slice(0, Math.floor(entries.length / 2));
    };
    await untilProcessed('put', [1, 2, 3, 4], halves, async (milliseconds) => pauses.push(milliseconds));
    expect(asked).toEqual([[1, 2, 3, 4], [1, 2], [1]]);
    expect(pauses).toEqual([25, 50]);
  });

  it('is given up as busy after six attempts', async () => {
    let attempts = 0;
    const never = async (entries: readonly number[]) => {
      attempts += 1;
      return entries;
    };
    await expect(untilProcessed('put', [1], never, async () => undefined)).rejects.toThrow(StoreBusy);
    expect(attempts).toBe(6);
  });
});

describe('a list cut into chunks', () => {
  it('keeps every entry in order', () => {
    expect(chunksOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
    expect(chunksOf([1, 2], 2)).toEqual([[1, 2]]);
    expect(chunksOf([], 2)).toEqual([]);
  });
});
