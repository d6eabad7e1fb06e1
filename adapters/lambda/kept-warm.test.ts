import { describe, expect, it } from 'vitest';
import { keptWarm } from './kept-warm.ts';

describe('what a function keeps while it stays warm', () => {
  it('is made once, also for events that come at the same time', async () => {
    let made = 0;
    const get = keptWarm(async () => (made += 1));
    expect(await Promise.all([get(), get()])).toEqual([1, 1]);
    expect(await get()).toBe(1);
  });

  it('is made by the next event where it could not be made', async () => {
    let tries = 0;
    const get = keptWarm(async () => {
      tries += 1;
      if (tries === 1) throw new Error('away');
      return tries;
    });
    await expect(get()).rejects.toThrow('away');
    expect(await get()).toBe(2);
  });
});
