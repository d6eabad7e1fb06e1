import type { Instant } from '../shared/instant.ts';
import type { Seq } from '../shared/ids.ts';
import type { LogEntryKind, MessageChange } from '../vocabulary/messages.ts';
import type { Message } from './message.ts';

/** One position of a session's log. Once it holds something, its kind never changes. */
export type LogEntry =
  | { readonly kind: typeof LogEntryKind.MESSAGE; readonly seq: Seq; readonly at: Instant; readonly message: Message }
  | ChangeEntry
  | { readonly kind: typeof LogEntryKind.VOID; readonly seq: Seq; readonly at: Instant };

/** An entry as anyone may see it: a message whose time is over is a position without anything. */
export const unlessExpired = (entry: LogEntry, now: Instant): LogEntry =>
  entry.kind === 'MESSAGE' && entry.message.expiresAt !== null && entry.message.expiresAt <= now
    ? { kind: 'VOID', seq: entry.seq, at: entry.at }
    : entry;

/** A message changed, whose state is at its own position. */
export interface ChangeEntry {
  readonly kind: typeof LogEntryKind.MESSAGE_CHANGED;
  readonly seq: Seq;
  readonly at: Instant;
  /** The position of the message. */
  readonly target: Seq;
  readonly change: MessageChange;
  /** Who changed it: a user, or the alias id of an anonymous message's author. */
  readonly actorId: string;
}
