import type { FeedRow } from '../../client/core/index.ts';
import type { NameOf } from '../people.ts';

/** What the sender of a message is called. */
export const authorOf = (row: Pick<FeedRow, 'senderId' | 'senderName'>, nameOf: NameOf): string =>
  row.senderName ?? nameOf(row.senderId);
