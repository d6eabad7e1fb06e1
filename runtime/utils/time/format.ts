import { BadPattern, MONTHS, WEEKDAYS, named } from './pattern.ts';
import type { Token } from './pattern.ts';
import { writeOffset } from './zone.ts';
import type { Zone } from './zone.ts';

const DAY = 86_400_000;
const QUARTERS = ['1st quarter', '2nd quarter', '3rd quarter', '4th quarter'] as const;

/** An instant as the clocks of a zone show it: `local` reads right through its UTC getters. */
interface Moment {
  readonly instant: number;
  readonly local: Date;
  readonly offset: number;
  readonly zone: Zone;
}

/** The instant in the words of a pattern, English. @throws {BadPattern} for letters that cannot be written. */
export function format(epochMilliSeconds: number, tokens: readonly Token[], zone: Zone): string {
  const offset = zone.offsetAt(epochMilliSeconds);
  const moment = { instant: epochMilliSeconds, local: new Date(epochMilliSeconds + offset), offset, zone };
  return write(tokens, moment);
}

function write(tokens: readonly Token[], moment: Moment): string {
  return tokens
    .map((token) => {
      if (token.kind === 'text') return token.text;
      return token.kind === 'optional' ? write(token.tokens, moment) : field(token.letter, token.count, moment);
    })
    .join('');
}

type Writer = (count: number, moment: Moment) => string;

const padded = (value: number, count: number): string => {
  const digits = String(Math.abs(value)).padStart(count, '0');
  return value < 0 ? `-${digits}` : digits;
};

const numeric = (read: (moment: Moment) => number): Writer => {
  return (count, moment) => padded(read(moment), count);
};

const year: Writer = (count, { local }) => {
  const value = local.getUTCFullYear();
  return count === 2 ? padded(value % 100, 2) : padded(value, count);
};

const month: Writer = (count, { local }) => {
  const index = local.getUTCMonth();
  return count < 3 ? padded(index + 1, count) : named(MONTHS[index] ?? '', count);
};

const weekday: Writer = (count, { local }) => named(WEEKDAYS[local.getUTCDay()] ?? '', count);

const numberedWeekday: Writer = (count, moment) =>
  count < 3 ? padded(moment.local.getUTCDay() + 1, count) : weekday(count, moment);

const quarter: Writer = (count, { local }) => {
  const index = Math.floor(local.getUTCMonth() / 3);
  if (count < 3) return padded(index + 1, count);
  if (count === 3) return `Q${index + 1}`;
  return count === 4 ? (QUARTERS[index] ?? '') : String(index + 1);
};

const era: Writer = (count, { local }) => {
  const before = local.getUTCFullYear() <= 0;
  if (count === 4) return before ? 'Before Christ' : 'Anno Domini';
  return count === 5 ? (before ? 'B' : 'A') : before ? 'BC' : 'AD';
};

const milliOfDay = ({ local }: Moment): number => ((local.getTime() % DAY) + DAY) % DAY;

const dayOfYear = ({ local }: Moment): number =>
  Math.floor((local.getTime() - Date.UTC(local.getUTCFullYear(), 0, 1)) / DAY) + 1;

const fraction: Writer = (count, { local }) => padded(local.getUTCMilliseconds(), 3).padEnd(9, '0').slice(0, count);

const hour = ({ local }: Moment): number => local.getUTCHours();

/** `X` writes Z for no offset, `x` never does; one letter leaves out minutes that are zero. */
const isoOffset = (count: number, { offset }: Moment): string => {
  const written = writeOffset(offset, count === 3 || count === 5 ? ':' : '');
  return count === 1 && written.endsWith('00') ? written.slice(0, 3) : written;
};

const localizedOffset: Writer = (count, { offset }) => {
  if (offset === 0) return 'GMT';
  const full = writeOffset(offset, ':');
  if (count === 4) return `GMT${full}`;
  return `GMT${full.replace(/^([+-])0/u, '$1').replace(':00', '')}`;
};

const plainOffset: Writer = (count, moment) => {
  if (count === 4) return localizedOffset(4, moment);
  if (count === 5) return moment.offset === 0 ? 'Z' : writeOffset(moment.offset, ':');
  return writeOffset(moment.offset, '');
};

const zoneName: Writer = (count, { instant, zone }) => {
  if (!zone.id.includes('/')) return count === 4 && zone.id === 'UTC' ? 'Coordinated Universal Time' : zone.id;
  const timeZoneName = count === 4 ? 'long' : 'short';
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone.id, timeZoneName }).formatToParts(instant);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone.id;
};

const WRITERS: Readonly<Record<string, Writer>> = {
  G: era,
  u: year,
  y: year,
  M: month,
  L: month,
  d: numeric(({ local }) => local.getUTCDate()),
  D: numeric(dayOfYear),
  Q: quarter,
  q: quarter,
  E: weekday,
  e: numberedWeekday,
  c: numberedWeekday,
  a: (_, moment) => (hour(moment) < 12 ? 'AM' : 'PM'),
  h: numeric((moment) => hour(moment) % 12 || 12),
  K: numeric((moment) => hour(moment) % 12),
  k: numeric((moment) => hour(moment) || 24),
  H: numeric(hour),
  m: numeric(({ local }) => local.getUTCMinutes()),
  s: numeric(({ local }) => local.getUTCSeconds()),
  S: fraction,
  A: numeric(milliOfDay),
  n: numeric(({ local }) => local.getUTCMilliseconds() * 1_000_000),
  N: numeric((moment) => milliOfDay(moment) * 1_000_000),
  V: (_, { zone }) => zone.id,
  z: zoneName,
  O: localizedOffset,
  X: (count, moment) => (moment.offset === 0 ? 'Z' : isoOffset(count, moment)),
  x: isoOffset,
  Z: plainOffset,
};

function field(letter: string, count: number, moment: Moment): string {
  const writer = WRITERS[letter];
  if (writer === undefined) throw new BadPattern(`the letter ${letter} cannot be written`);
  return writer(count, moment);
}
