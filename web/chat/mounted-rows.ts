import { useState } from 'react';
import type { FeedRow } from '../../client/core/index.ts';

/** Rows in the page at first, and how many more come in a frame: few enough that no frame is late. */
const atFirst = 50;
const step = 20;
/** With fewer than this on a side of what is in view, more come. */
export const spare = 60;
/** More than this are taken away at the far end; well above what a screen shows and has to spare. */
const most = 240;

/** With more rows than this loaded, whoever is at the newest keeps these alone: a page that is open for days stays small. */
export const loaded = { most: 1_000, kept: 400 };

/** Which of the loaded rows are in the page, by the keys of the first and the last; none: as the newest ask for. */
interface Ends {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

export interface MountedRows {
  readonly rows: readonly FeedRow[];
  /** The loaded row above them. */
  readonly before: FeedRow | undefined;
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
 *
 * @param headKey what was the first of all before a page above it was asked for. As soon as that is there, some of it is in
 *   the page: a separator that goes away from above the head has to leave something to scroll to behind.
 */
export const useMountedRows = (all: readonly FeedRow[], headKey: string | undefined): MountedRows => {
  const [{ from, to }, setEnds] = useState<Ends>(newest);
  const end = to === undefined ? all.length : placeOf(all, to, all.length - 1) + 1;
  const first = from === undefined ? Math.max(0, end - atFirst) : placeOf(all, from, Math.max(0, end - atFirst));
  const start = all[first]?.key === headKey ? Math.max(0, first - step) : first;
  const show = (top: number, last: number): void =>
    setEnds({ from: all[top]?.key, to: last >= all.length ? undefined : all[last - 1]?.key });
  return {
    rows: all.slice(start, end),
    before: all[start - 1],
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
