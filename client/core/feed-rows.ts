import type { ChatError } from './errors.ts';
import type { Message } from './model.ts';
import type { Outgoing } from './send-queue.ts';

/** A message as a list shows it. */
export interface FeedRow {
  /** Stays the same when the server acknowledges, so that what was drawn stays drawn. */
  readonly key: string;
  readonly senderId: string;
  readonly senderName: string | null;
  readonly text: string;
  /** Epoch milliseconds: the server's, or this device's while the message is on its way. */
  readonly at: number;
  readonly progress:
    | { readonly state: 'received'; readonly seq: number }
    /** Sent from here, and acknowledged. */
    | { readonly state: 'sent'; readonly seq: number }
    | { readonly state: 'queued' }
    | { readonly state: 'failed'; readonly error: ChatError };
}

/** Messages of the log in its order, then those on their way. Rows of `before` that did not change are kept as they are. */
export const rowsOf = (
  before: readonly FeedRow[],
  messages: readonly Message[],
  outgoing: readonly Outgoing[],
  userId: string,
): readonly FeedRow[] => {
  const known = new Map(before.map((row) => [row.key, row]));
  const sentHere = new Map(
    outgoing.flatMap(({ key, progress }) => (progress.state === 'sent' ? [[progress.message.id, key] as const] : [])),
  );
  const shown = new Set(messages.map(({ id }) => id));
  const rows = [
    ...messages.map((message) => rowOfMessage(message, sentHere.get(message.id))),
    ...outgoing.flatMap((entry) => rowOfOutgoing(entry, userId, shown)),
  ].map((row) => kept(known.get(row.key), row));
  return rows.length === before.length && rows.every((row, at) => row === before[at]) ? before : rows;
};

const rowOfMessage = (message: Message, key: string | undefined): FeedRow => ({
  key: key ?? message.id,
  senderId: message.senderId,
  senderName: message.senderName,
  text: message.text,
  at: Date.parse(message.createdAt),
  progress: { state: key === undefined ? 'received' : 'sent', seq: message.seq },
});

/** An acknowledged message that the log's view does not hold yet stays where it was, lest it vanish for a moment. */
const rowOfOutgoing = (
  { key, text, queuedAt, progress }: Outgoing,
  userId: string,
  shown: ReadonlySet<string>,
): readonly FeedRow[] => {
  if (progress.state === 'sent') return shown.has(progress.message.id) ? [] : [rowOfMessage(progress.message, key)];
  return [{ key, senderId: userId, senderName: null, text, at: queuedAt, progress }];
};

const kept = (before: FeedRow | undefined, now: FeedRow): FeedRow =>
  before?.at === now.at && before.text === now.text && sameProgress(before.progress, now.progress) ? before : now;

const sameProgress = (one: FeedRow['progress'], other: FeedRow['progress']): boolean => {
  if (one.state === 'failed' || other.state === 'failed') return one === other;
  return one.state === other.state && ('seq' in one ? one.seq : 0) === ('seq' in other ? other.seq : 0);
};
