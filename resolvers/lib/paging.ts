import type { MessageSlotItem } from '../../adapters/dynamodb/layout/items.ts';
import type { Joined } from './context.ts';

/** A page of messages on its way through the pipeline of messages. */
export interface Paging extends Joined {
  limit: number;
  /** Towards newer messages. */
  forward: boolean;
  /** Whether a cursor was given, so that there is something on its other side. */
  startedInside: boolean;
  /** The position to read on from; null for the end of the log. */
  from: number | null;
  /** What was found, in reading order, up to one more than the page. */
  messages: readonly MessageSlotItem[];
  /** Whether the log ends here. */
  exhausted: boolean;
}
