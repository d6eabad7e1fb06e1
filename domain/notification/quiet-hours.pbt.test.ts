import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf } from '../shared/instant.ts';
import { quietUntil } from './quiet-hours.ts';
import { isTimeZone, minuteOfDay } from './time-zone.ts';

const minute = 60_000;
const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'Africa/Casablanca', 'UTC'];

/** Moments around the days on which clocks are set, and any others. */
const moments = fc.oneof(
  fc.integer({ min: Date.UTC(2026, 2, 27), max: Date.UTC(2026, 2, 31) }),
  fc.integer({ min: Date.UTC(2026, 9, 23), max: Date.UTC(2026, 9, 27) }),
  fc.integer({ min: Date.UTC(2026, 9, 31), max: Date.UTC(2026, 10, 3) }),
  fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) }),
);
const hours = fc
  .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 1439 }))
  .filter(([start, end]) => start !== end)
  .map(([start, end]) => ({ start, end, timeZone: null }));

const at = (iso: string) => instantOf(Date.parse(iso));
const clock = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
const from = (start: string, end: string) => ({ start: clock(start), end: clock(end), timeZone: null });

describe('quiet hours', () => {
  it('hold for every minute until they are over, by the clock on the wall', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), hours, moments, fc.nat(1700), (zone, quiet, moment, some) => {
        const shows = (time: number): boolean => {
          const shown = minuteOfDay(zone, time);
          return quiet.start < quiet.end
            ? shown >= quiet.start && shown < quiet.end
            : shown >= quiet.start || shown < quiet.end;
        };
        const until = quietUntil(quiet, zone, instantOf(moment));
        expect(until === null).toBe(!shows(moment));
        if (until === null) return;
        expect(shows(until)).toBe(false);
        expect(until % minute).toBe(0);
        // Any minute in between, and the last one of them.
        const between = moment + ((some * minute) % Math.max(1, until - moment));
        expect(shows(between)).toBe(true);
        expect(shows(until - 1)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('end in the morning of the same day or the next one', () => {
    const night = from('22:00', '07:30');
    expect(quietUntil(night, 'Europe/Berlin', at('2026-11-21T22:15:30.000Z'))).toBe(at('2026-11-22T06:30:00.000Z'));
    expect(quietUntil(night, 'Europe/Berlin', at('2026-11-22T03:00:00.000Z'))).toBe(at('2026-11-22T06:30:00.000Z'));
    expect(quietUntil(night, 'Europe/Berlin', at('2026-11-22T06:30:00.000Z'))).toBeNull();
    expect(quietUntil(night, 'America/New_York', at('2026-11-22T06:30:00.000Z'))).toBe(at('2026-11-22T12:30:00.000Z'));
  });

  it('are an hour shorter in the night in which the clock is set forward, and an hour longer when it is set back', () => {
    const night = from('22:00', '07:00');
    expect(quietUntil(night, 'Europe/Berlin', at('2026-03-28T21:00:00.000Z'))).toBe(at('2026-03-29T05:00:00.000Z'));
    expect(quietUntil(night, 'Europe/Berlin', at('2026-10-24T20:00:00.000Z'))).toBe(at('2026-10-25T06:00:00.000Z'));
  });

  it('are over when the clock is set forward past their end', () => {
    const night = from('23:00', '02:30');
    expect(quietUntil(night, 'Europe/Berlin', at('2026-03-29T00:59:00.000Z'))).toBe(at('2026-03-29T01:00:00.000Z'));
  });

  it('take time zones of the IANA database alone', () => {
    expect(zones.map(isTimeZone)).not.toContain(false);
    expect(['', '+01:00', 'Mars/Olympus', '../etc', 'GMT+99', `A${'a'.repeat(64)}`].map(isTimeZone)).not.toContain(
      true,
    );
  });
});
