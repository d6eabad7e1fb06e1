import type { FeedRow } from '../../client/core/index.ts';
import { sameDay } from '../dates.ts';

/** A row and what its neighbours make of it. */
export interface PlacedRow {
  readonly row: FeedRow;
  /** First and last of a run by the same author, close in time. */
  readonly first: boolean;
  readonly last: boolean;
}

/** What a list of messages is made of, top to bottom. */
export type ListItem =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'unread'; readonly key: string }
  | { readonly kind: 'system'; readonly key: string; readonly row: FeedRow }
  | { readonly kind: 'message'; readonly key: string; readonly placed: PlacedRow };

/** Messages of one author closer than this, in milliseconds, stand together. */
const groupedWithin = 5 * 60_000;

export interface Surroundings {
  /** The row above the first one. */
  readonly before?: FeedRow | undefined;
  /** A row that began a group when it was drawn, for want of anything above it, and goes on doing so. */
  readonly headKey?: string | undefined;
}

/** Puts day separators, the unread divider and grouping around rows that ascend. */
export const placed = (
  rows: readonly FeedRow[],
  firstUnreadKey: string | undefined,
  { before: above, headKey }: Surroundings = {},
): ListItem[] => {
  const items: ListItem[] = [];
  rows.forEach((row, at) => {
    const before = at === 0 ? above : rows[at - 1];
    const after = rows[at + 1];
    const newDay = before === undefined || !sameDay(before.at, row.at);
    const unreadHere = row.key === firstUnreadKey;
    if (newDay) items.push({ kind: 'day', key: `day ${new Date(row.at).toDateString()} ${row.key}`, at: row.at });
    if (unreadHere) items.push({ kind: 'unread', key: 'unread' });
    if (row.kind === 'SYSTEM') {
      items.push({ kind: 'system', key: row.key, row });
      return;
    }
    const first = newDay || unreadHere || row.key === headKey || !together(before, row);
    const last =
      after === undefined ||
      !together(row, after) ||
      !sameDay(row.at, after.at) ||
      after.key === firstUnreadKey ||
      after.key === headKey;
    items.push({ kind: 'message', key: row.key, placed: { row, first, last } });
  });
  return items;
};

const together = (one: FeedRow | undefined, other: FeedRow): boolean =>
  one?.senderId === other.senderId &&
  one.kind !== 'SYSTEM' &&
  other.kind !== 'SYSTEM' &&
  Math.abs(other.at - one.at) < groupedWithin;

/** The first message of another person after the read pointer, when the session is opened. */
export const firstUnreadOf = (rows: readonly FeedRow[], lastReadSeq: number): string | undefined =>
  rows.find(
    ({ own, kind, isDeleted, progress }) =>
      !own && kind !== 'SYSTEM' && !isDeleted && 'seq' in progress && progress.seq > lastReadSeq,
  )?.key;
