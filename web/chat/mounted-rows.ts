import { useState } from 'react';
import type { FeedRow } from '../../client/core/index.ts';

/** Rows in the page at first, and how many more come at once when somebody scrolls there. */
const atFirst = 100;
const step = 50;
/** More than this are taken away at the far end. Few enough that none of them costs a frame, more than any screen shows. */
const most = 240;

/** Which of the loaded rows are in the page, by the keys of the first and the last; none: as the newest ask for. */
interface Ends {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

export interface MountedRows {
  readonly rows: readonly FeedRow[];
  readonly isAtOldest: boolean;
  readonly isAtNewest: boolean;
  /** More of the loaded rows, on one side. */
  readonly earlier: () => void;
  readonly later: () => void;
  /** Those around a row. */
  readonly around: (key: string) => void;
  /** The newest; fewer, where others have piled up above them. */
  readonly latest: () => void;
}

/**
 * A part of `all`, so that a long conversation costs no more than a short one. Rows outside take no room: their heights
 * would be guesses, and guesses are what makes lists jump.
 */
export const useMountedRows = (all: readonly FeedRow[]): MountedRows => {
  const [{ from, to }, setEnds] = useState<Ends>(newest);
  const end = to === undefined ? all.length : placeOf(all, to, all.length - 1) + 1;
  const start = from === undefined ? Math.max(0, end - atFirst) : placeOf(all, from, Math.max(0, end - atFirst));
  const show = (first: number, last: number): void =>
    setEnds({ from: all[first]?.key, to: last >= all.length ? undefined : all[last - 1]?.key });
  return {
    rows: all.slice(start, end),
    isAtOldest: start === 0,
    isAtNewest: end >= all.length,
    earlier: () => show(Math.max(0, start - step), Math.min(end, Math.max(0, start - step) + most)),
    later: () => show(Math.max(start, Math.min(all.length, end + step) - most), end + step),
    around(key) {
      const at = placeOf(all, key, all.length - 1);
      if (at < start || at >= end) show(Math.max(0, at - atFirst / 2), at + atFirst / 2);
    },
    latest() {
      if (to !== undefined || end - start > most) setEnds(newest);
    },
  };
};

const newest: Ends = { from: undefined, to: undefined };

const placeOf = (all: readonly FeedRow[], key: string, otherwise: number): number => {
  const at = all.findIndex((row) => row.key === key);
  return at < 0 ? otherwise : at;
};
