import type { Instant } from '../shared/instant.ts';
import { instantOf } from '../shared/instant.ts';
import { minuteOfDay } from './time-zone.ts';

/** When a user wants not to be disturbed: by the clock on their wall, each day, over midnight too. */
export interface QuietHours {
  /** Minutes after midnight: the first that is quiet. */
  readonly start: number;
  /** Minutes after midnight: the first that is not. Never `start`. */
  readonly end: number;
  /** Of the IANA database; `null` for that of the device that was registered last. */
  readonly timeZone: string | null;
}

const minute = 60_000;
const minutesOfDay = 1440;
/** Clocks are set back by an hour or two at most, so that no quiet stretch is longer. */
const longestInMinutes = minutesOfDay + 180;

/**
 * When quiet hours are over that hold now; `null` while they do not.
 *
 * What counts is what the clock on the wall shows. Where it is set forward past the end, they are over at that moment; where it is
 * set back into them, they begin again.
 */
export function quietUntil({ start, end }: QuietHours, timeZone: string, now: Instant): Instant | null {
  const isQuiet = (moment: number): boolean => {
    const shown = minuteOfDay(timeZone, moment);
    return start < end ? shown >= start && shown < end : shown >= start || shown < end;
  };
  if (!isQuiet(now)) return null;
  const thisMinute = now - (now % minute);
  const left = (end - minuteOfDay(timeZone, thisMinute) + minutesOfDay) % minutesOfDay;
  const expected = thisMinute + left * minute;
  // The clock is not set in between, which is so on all but two days of the year.
  if (minuteOfDay(timeZone, expected) === end) return instantOf(expected);
  let moment = thisMinute;
  for (let minutes = 1; minutes <= longestInMinutes && isQuiet(moment); minutes += 1) moment += minute;
  return instantOf(moment);
}
