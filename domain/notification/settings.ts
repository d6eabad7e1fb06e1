import type { Result } from '../shared/result.ts';
import { done, refused } from '../shared/result.ts';
import { ErrorCode } from '../vocabulary/error-codes.ts';
import type { QuietHours } from './quiet-hours.ts';
import { isTimeZone } from './time-zone.ts';

/** How a user wants to be notified, over all sessions. What they want of one session stands with their membership. */
export interface NotificationSettings {
  readonly pushEnabled: boolean;
  readonly emailEnabled: boolean;
  /** Whether a push says what was said. */
  readonly showPreviews: boolean;
  readonly quietHours: QuietHours | null;
  /** Whether many messages of one session in a minute are gathered into one push. */
  readonly digest: boolean;
}

export const settingsAtFirst: NotificationSettings = {
  pushEnabled: true,
  emailEnabled: true,
  showPreviews: true,
  quietHours: null,
  digest: true,
};

/** As a client writes them. What is left out stays; `null` takes the quiet hours away. */
export interface NotificationSettingsWish extends Partial<Omit<NotificationSettings, 'quietHours'>> {
  readonly quietHours?: QuietHoursWish | null;
}

export interface QuietHoursWish {
  /** `HH:MM`, 00:00 to 23:59. */
  readonly start: string;
  readonly end: string;
  readonly timeZone: string | null;
}

/** Refused: `BadInput`. */
export function parseNotificationSettings(wish: NotificationSettingsWish): Result<Partial<NotificationSettings>> {
  const { quietHours: hours, ...plain } = wish;
  if (hours === undefined || hours === null) return done({ ...plain, ...(hours === null ? { quietHours: null } : {}) });
  const [start, end] = [minutesOf(hours.start), minutesOf(hours.end)];
  if (start === undefined || end === undefined) return refusedHours('start and end are not HH:MM, 00:00 to 23:59');
  if (start === end) return refusedHours('start and end are the same');
  const { timeZone } = hours;
  if (timeZone !== null && !isTimeZone(timeZone)) return refusedHours('timeZone is none of the IANA database');
  return done({ ...plain, quietHours: { start, end, timeZone } });
}

const refusedHours = (why: string) => refused({ code: ErrorCode.BadInput, why: `quietHours: ${why}` });

function minutesOf(clock: string): number | undefined {
  const found = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(clock);
  return found === null ? undefined : Number(found[1]) * 60 + Number(found[2]);
}

/** `HH:MM`. */
export const clockOf = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => `${part}`.padStart(2, '0')).join(':');
