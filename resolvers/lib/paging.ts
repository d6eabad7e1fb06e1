import type { SlotItem } from '../../adapters/dynamodb/layout/items.ts';
import { messageIdOf } from '../../domain/vocabulary/identifiers.ts';
import type { MessageConnection } from '../../generated/schema.ts';
import type { Joined } from './context.ts';
import { refuseForNow } from './refuse.ts';
import { messagesOf, type Relating } from './relating.ts';

/** Messages on one side of a position. */
export interface Side {
  /** Towards newer messages. */
  readonly forward: boolean;
  /** The position to read on from; null for the end of the log. */
  readonly from: number | null;
  readonly limit: number;
  /** How many positions were read. */
  readonly read: number;
  /** How many messages were found, more than `limit` where there is another page. */
  readonly found: number;
  /** Whether the log ends here. */
  readonly exhausted: boolean;
}

export const aSide = (forward: boolean, from: number | null, limit: number): Side => ({
  forward,
  from,
  limit,
  read: 0,
  found: 0,
  exhausted: false,
});

/** A page of messages on its way through `readMessages`. */
export interface Paging extends Joined, Relating {
  sessionId: string;
  /** Older ones first. */
  sides: readonly Side[];
  /** What the page shows so far, oldest first. */
  slots: readonly SlotItem[];
  /** Whether a cursor was given that messages lie on the other side of. */
  startedInside: boolean;
}

/** Whether there is nothing more to read on this side. */
export const isFull = ({ exhausted, found, limit }: Side): boolean => exhausted || found > limit;

/** Adds what was found on a side, in reading order, to what the page shows: no more than its limit. */
export const shownWith = (slots: readonly SlotItem[], side: Side, found: readonly SlotItem[]): readonly SlotItem[] => {
  const shown = found.slice(0, Math.max(side.limit - side.found, 0));
  return side.forward ? slots.concat(shown) : shown.slice().reverse().concat(slots);
};

const hasMore = ({ exhausted, found, limit }: Side): boolean => !exhausted || found > limit;

/** Where reading stopped before it found enough: a page without a message still leads on. */
const stoppedAt = (sessionId: string, side: Side | undefined): string | null =>
  side && !isFull(side) && side.found < side.limit && side.from !== null ? messageIdOf(sessionId, side.from) : null;

/** The page, oldest first. */
export const answerPage = (
  stash: Pick<Paging, 'doing' | 'related' | 'missing' | 'sessionId' | 'sides' | 'slots' | 'startedInside'>,
): MessageConnection => {
  const { doing, sessionId, sides, slots, startedInside } = stash;
  const items = messagesOf(stash);
  if (items.length < slots.length) return refuseForNow(doing);
  const older = sides.find(({ forward }) => !forward);
  const newer = sides.find(({ forward }) => forward);
  return {
    items,
    pageInfo: {
      startCursor: stoppedAt(sessionId, older) ?? items[0]?.id ?? null,
      endCursor: stoppedAt(sessionId, newer) ?? items[items.length - 1]?.id ?? null,
      hasPreviousPage: older ? hasMore(older) : startedInside,
      hasNextPage: newer ? hasMore(newer) : startedInside,
    },
  };
};
