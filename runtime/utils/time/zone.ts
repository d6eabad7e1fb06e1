/** A time zone: how far its clocks are ahead of UTC. */
export interface Zone {
  /** `Europe/Paris`, `+08:00`, `UTC`. */
  readonly id: string;
  /** Milliseconds ahead of UTC at the instant `epochMilliSeconds`. */
  offsetAt(epochMilliSeconds: number): number;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export const UTC: Zone = { id: 'UTC', offsetAt: () => 0 };

const known = new Map<string, Zone | undefined>([
  ['Z', { id: 'Z', offsetAt: () => 0 }],
  ['UTC', UTC],
  ['GMT', { id: 'GMT', offsetAt: () => 0 }],
  ['UT', { id: 'UT', offsetAt: () => 0 }],
]);

/** The zone of an id as `java.time.ZoneId.of` takes it, or `undefined` if there is none such. */
export function zoneOf(id: string): Zone | undefined {
  if (!known.has(id)) known.set(id, fixedZone(id) ?? regionZone(id));
  return known.get(id);
}

function fixedZone(id: string): Zone | undefined {
  const [, sign, hours, minutes = '0'] = /^(?:UTC|GMT|UT)?([+-])(\d{1,2})(?::?(\d{2}))?$/u.exec(id) ?? [];
  if (sign === undefined) return undefined;
  const size = (Number(hours) * 60 + Number(minutes)) * MINUTE;
  if (size > 18 * 60 * MINUTE) return undefined;
  const offset = sign === '-' ? -size : size;
  return { id, offsetAt: () => offset };
}

function regionZone(id: string): Zone | undefined {
  if (!/^[A-Za-z][A-Za-z0-9~/._+-]+$/u.test(id)) return undefined;
  const format = formatterFor(id);
  if (format === undefined) return undefined;
  const offsetAt = (instant: number): number => {
    const part = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const at = (type: Intl.DateTimeFormatPartTypes): number => part.get(type) ?? 0;
    const local = Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute'), at('second'));
    return local - Math.floor(instant / 1000) * 1000;
  };
  return { id, offsetAt };
}

function formatterFor(timeZone: string): Intl.DateTimeFormat | undefined {
  const numbers = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...numbers, second: 'numeric' });
  } catch (cause) {
    if (cause instanceof RangeError) return undefined;
    throw cause;
  }
}

/**
 * The instant at which clocks in `zone` show `local` (milliseconds as if the clocks showed UTC). As `java.time` has it,
 * a time that clocks show twice is the earlier one, and one that they skip moves on by what they skip.
 */
export function instantOf(local: number, zone: Zone): number {
  const before = zone.offsetAt(local - DAY);
  const after = zone.offsetAt(local + DAY);
  const fits = [before, after].find((offset) => zone.offsetAt(local - offset) === offset);
  return local - (fits ?? before);
}

/** `+0800`, `+08:00`. */
export function writeOffset(offset: number, separator: '' | ':'): string {
  const minutes = Math.round(Math.abs(offset) / MINUTE);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${separator}${two(minutes % 60)}`;
}
