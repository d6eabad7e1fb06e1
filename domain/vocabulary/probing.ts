/** How the position is found that a time belongs to: by looking at a hundred positions at once, ever closer together. */

/** Where the first entry at or after the time may be: after `low`, and at `high` at the latest. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
  /** How many looks were taken. Each is at other positions: where one found nothing, the next one may. */
  readonly looks: number;
}

export const boundsOf = (lastSeq: number): Bounds => ({ low: 0, high: lastSeq + 1, looks: 0 });

/** An entry as far as placing it in time needs it. */
export interface Dated {
  readonly seq: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

const digits = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** 1 to 100. Resolvers have no counting loop, hence the digits. */
const steps = digits.reduce<readonly number[]>(
  (all, tens) => all.concat(digits.map((ones) => tens * 10 + ones + 1)),
  [],
);

const apart = ({ low, high }: Bounds): number => Math.ceil((high - low - 1) / steps.length);

/** At most a hundred positions within the bounds, evenly spaced: all of them where they are no more. */
export const probesWithin = (bounds: Bounds): number[] =>
  steps
    .map((step) => bounds.low + step * apart(bounds) - (bounds.looks % apart(bounds)))
    .filter((seq) => seq > bounds.low && seq < bounds.high);

/** Whether the probes of these bounds are all that lies within them. */
export const isLastProbe = (bounds: Bounds): boolean => apart(bounds) <= 1;

/**
 * The bounds after a look. Positions that were not found say nothing. Clocks of writers differ a little, so of two times
 * that contradict the order of positions the earlier position is believed.
 */
export const narrowed = ({ low, high, looks }: Bounds, found: readonly Dated[], time: number): Bounds => {
  const first = found.reduce((least, { seq, at }) => (at >= time && seq < least ? seq : least), high);
  return {
    low: found.reduce((most, { seq }) => (seq < first && seq > most ? seq : most), low),
    high: first,
    looks: looks + 1,
  };
};
