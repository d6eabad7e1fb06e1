import { NotificationLimits } from '../vocabulary/notifications.ts';

/** Making a formatter takes longer than a hundred uses of it. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', minute: 'numeric', hourCycle: 'h23' });
  clocks.set(timeZone, made);
  return made;
}

/** Whether `name` is a time zone of the IANA database, such as `Europe/Berlin`. Bare offsets are none: they know no summer. */
export function isTimeZone(name: string): boolean {
  if (name.length > NotificationLimits.timeZoneLength || !/^[A-Za-z][\w+\-/]*$/.test(name)) return false;
  try {
    clockOf(name);
    return true;
  } catch {
    return false;
  }
}

/** What a clock on the wall shows there at a moment, in minutes after midnight. */
export function minuteOfDay(timeZone: string, epochMilliseconds: number): number {
  const parts = clockOf(timeZone).formatToParts(epochMilliseconds);
  const read = (type: 'hour' | 'minute'): number => Number(parts.find((part) => part.type === type)?.value);
  return read('hour') * 60 + read('minute');
}
