import type { FeedRow } from '../../client/core/index.ts';
import { nameOf } from '../people.ts';

/** What the sender of a message is called. */
export const authorOf = (row: Pick<FeedRow, 'senderId' | 'senderName'>): string =>
  row.senderName ?? nameOf(row.senderId);
