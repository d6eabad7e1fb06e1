import type { Asked } from './context.ts';

/** A count of unread messages on its way through the pipeline of unreadCount. */
export interface Counting extends Asked {
  /** The position to count on from. */
  from: number;
  unread: number;
  /** Whether there is nothing more to count. */
  exhausted: boolean;
  /** Whether the first, short look was taken. */
  looked?: boolean;
}
