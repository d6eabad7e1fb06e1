import { describe, expect, it } from 'vitest';
import { dayOf, sameDay } from './dates.ts';

const at = (day: number, hour: number, year = 2026): number => new Date(year, 10, day, hour).getTime();
const now = at(21, 12);

describe('A day', () => {
  it('is named by how people count, from midnight to midnight', () => {
    expect(dayOf(at(21, 0), now)).toBe('Today');
    expect(dayOf(at(20, 23), now)).toBe('Yesterday');
    expect(dayOf(at(15, 23), now)).toBe(new Intl.DateTimeFormat(undefined, { weekday: 'long' }).format(at(15, 23)));
    expect(dayOf(at(14, 23), now)).toMatch(/14/);
    expect(dayOf(at(14, 23), now)).not.toMatch(/2026/);
    expect(dayOf(at(14, 23, 2024), now)).toMatch(/2024/);
  });

  it('is today for a clock that runs a little ahead', () => {
    expect(dayOf(now + 90_000, now)).toBe('Today');
  });

  it('is the same from its first to its last hour, and no longer', () => {
    expect(sameDay(at(21, 0), at(21, 23))).toBe(true);
    expect(sameDay(at(20, 23), at(21, 0))).toBe(false);
  });
});
