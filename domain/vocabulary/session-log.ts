/** Rules of the session log that readers of it share; the protocol is in docs/session-log.md. */
import { Durations, Limits } from './limits.ts';

/**
 * The greatest position c such that every one in `after + 1 .. c` is among `seqs`, which ascend. Nothing is known beyond
 * `lastSeq`, the newest position taken: a reader that claims to be further hears that it is not.
 */
export const contiguousFrom = (after: number, seqs: readonly number[], lastSeq: number): number =>
  Math.min(
    seqs.reduce((known, seq) => (seq === known + 1 ? seq : known), after),
    lastSeq,
  );

/** A slot as far as judging holes needs it: its position, and when it was taken, in epoch milliseconds. */
export interface TakenSlot {
  readonly seq: number;
  readonly at: number;
}

/** What a reader saw of a session, all of it consistently read. */
export interface LogView {
  readonly after: number;
  /** Ascending, without the missing ones. */
  readonly slots: readonly TakenSlot[];
  /** Whether `slots` goes to the end of the log, rather than to the end of a page. */
  readonly exhausted: boolean;
  /** META, read before the slots. */
  readonly lastSeq: number;
  readonly lastActivityAt: number;
}

/**
 * The missing positions whose writer is certainly slower than the grace time, ascending, at most as many as one read seals.
 *
 * A position is reserved before every later one, and before META's last activity. So where a later entry, or META's
 * last activity, is older than the grace time, the missing one's reservation is, too.
 */
export const abandonedPositions = (view: LogView, now: number): number[] => {
  const oldEnough = now - Durations.grace;
  const oldTail = view.exhausted && view.lastActivityAt < oldEnough ? view.lastSeq : 0;
  const newestOld = view.slots.reduce((newest, slot) => (slot.at < oldEnough ? slot.seq : newest), 0);
  const end = Math.max(oldTail, newestOld);
  const ends = [...view.slots.map((slot) => slot.seq), end + 1].filter((seq) => seq <= end + 1);
  const starts = [view.after, ...ends];
  return ends
    .map((seq, at) => positionsBetween(starts[at] ?? seq, seq))
    .reduce<number[]>((all, some) => all.concat(some), [])
    .slice(0, Limits.sealsPerRead);
};

const digits = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** The first positions strictly between two, at most a hundred. Resolvers have no counting loop, hence the digits. */
const positionsBetween = (low: number, high: number): number[] =>
  digits
    .reduce<number[]>((steps, tens) => steps.concat(digits.map((ones) => tens * 10 + ones + 1)), [])
    .map((step) => low + step)
    .filter((seq) => seq < high);
