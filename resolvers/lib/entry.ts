import type { EventItem } from '../../adapters/dynamodb/layout/items.ts';
import type { LogEntry, Message } from '../../generated/schema.ts';
import type { Ctx } from './context.ts';
import { refuseForNow, refuseMessage } from './refuse.ts';
import { entriesOf, messagesOf, type Relating } from './relating.ts';

/** One position of the log on its way to being shown: [readEntry, readRelated, readRelated]. */
export interface Pointed extends Relating {
  /** Absent where there is nothing to show. */
  seq?: number;
  /** In place of an entry, for the position before the first. */
  opened?: EventItem;
}

/** The entry at `stash.seq`, which its writer just put there; null where a change took no position. */
export const answerEntry = (ctx: Ctx<Pointed>): LogEntry | null => {
  if (ctx.stash.seq === undefined) return null;
  return entriesOf(ctx.stash)[0] ?? refuseForNow(ctx.stash.doing);
};

/** The message at `stash.seq`. Refuses a position that holds none. */
export const answerMessage = (ctx: Ctx<Pointed>): Message => {
  const { doing, slots } = ctx.stash;
  if (slots?.[0]?.entry !== 'MESSAGE') return refuseMessage(doing);
  return messagesOf(ctx.stash)[0] ?? refuseForNow(doing);
};
