/** Times as people read them, in their own zone and language. All times are epoch milliseconds. */

const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'long' });
const date = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const dateWithYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });
const shortDate = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });

/** Calendar days, in local time, from `at` to `now`. */
const daysBefore = (at: number, now: number): number => {
  const midnight = (instant: number): number => new Date(instant).setHours(0, 0, 0, 0);
  // A day may have 23 or 25 hours.
  return Math.round((midnight(now) - midnight(at)) / 86_400_000);
};

export const sameDay = (one: number, other: number): boolean => daysBefore(one, other) === 0;

export const timeOf = (at: number): string => time.format(at);
export const fullTimeOf = (at: number): string => full.format(at);

/** For a separator: Today, Yesterday, Monday, Monday 3 March, 3 March 2024. */
export const dayOf = (at: number, now: number): string => {
  const days = daysBefore(at, now);
  if (days <= 0) return 'Today';
  if (days === 1) return 'Yesterday';
  if (days < 7) return weekday.format(at);
  return (new Date(at).getFullYear() === new Date(now).getFullYear() ? date : dateWithYear).format(at);
};

/** For a list: the time today, else the day. */
export const briefOf = (at: number, now: number): string => {
  const days = daysBefore(at, now);
  if (days <= 0) return timeOf(at);
  if (days === 1) return 'Yesterday';
  return shortDate.format(at);
};
