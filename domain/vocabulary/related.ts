/** Rules of what an entry of the log is shown with; docs/session-log.md, "What an entry is shown with". */

import { Limits } from './limits.ts';

/** An entry as far as it points at others. All are positions of the same session. */
export interface Pointing {
  readonly seq: number;
  /** Of a change: the message that changed. */
  readonly target: number | undefined;
  /** Of a message: what it answers. */
  readonly quoted: number | undefined;
  /** Of a message in a thread: what the thread starts with. */
  readonly root: number | undefined;
  /** How long its text is, of a message. */
  readonly length: number;
}

/** What was read of a stretch of the log. */
export interface Reading {
  /** What is to be shown. */
  readonly page: readonly Pointing[];
  /** What it points at, read after it. */
  readonly related: readonly Pointing[];
  /** Positions that hold nothing to show, or nothing at all. */
  readonly missing: readonly number[];
}

const isPosition = (seq: number | undefined): seq is number => seq !== undefined;

const stands = (entries: readonly Pointing[], seq: number | undefined): boolean =>
  entries.some((entry) => entry.seq === seq);

/** What a message is shown with. A quote may be as old as the page; a thread's state may not. */
const beside = ({ quoted, root }: Pointing, { page }: Reading): number[] =>
  [root, stands(page, quoted) ? undefined : quoted].filter(isPosition);

/**
 * The positions that `entry` cannot be shown without, as far as they are known.
 *
 * A changed message, and the message that a thread starts with, are written in one transaction with the entry that points
 * at them. A page is no snapshot: it may show them as they were before. So they are read again, after the page.
 */
const needed = (entry: Pointing, reading: Reading): number[] => {
  if (entry.target === undefined) return beside(entry, reading);
  const target = reading.related.find(({ seq }) => seq === entry.target);
  return [entry.target].concat(target ? beside(target, reading) : []);
};

const isKnown = (seq: number, { related, missing }: Reading): boolean => missing.includes(seq) || stands(related, seq);

/** The positions to read next, those of the first entries first, at most `limit`. */
export const relatedToRead = (reading: Reading, limit: number): number[] =>
  reading.page
    .reduce<number[]>((all, entry) => all.concat(needed(entry, reading)), [])
    .filter((seq, at, all) => all.indexOf(seq) === at && !isKnown(seq, reading))
    .slice(0, limit);

/** How many entries from the beginning of the page can be shown whole and fit in one answer: at least one that can. */
export const shownWhole = (reading: Reading): number => {
  const { page } = reading;
  const open = page.findIndex((entry) => needed(entry, reading).some((seq) => !isKnown(seq, reading)));
  const whole = open === -1 ? page : page.slice(0, open);
  const sizes = whole.map((entry) => sizeOf(entry, reading));
  const ends = sizes.map((_, at) => sizes.slice(0, at + 1).reduce((sum, size) => sum + size, 0));
  return ends.filter((end, at) => at === 0 || end <= Limits.answerLength).length;
};

/** Of an entry without its text, in the same rough measure. */
const frame = 500;

const sizeOf = ({ target, length }: Pointing, { related }: Reading): number =>
  frame + (target === undefined ? length : (related.find(({ seq }) => seq === target)?.length ?? 0));
