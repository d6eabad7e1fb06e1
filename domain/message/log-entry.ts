import type { Instant } from '../shared/instant.ts';
import type { Seq } from '../shared/ids.ts';
import type { LogEntryKind } from '../vocabulary/messages.ts';
import type { Message } from './message.ts';

/** One position of a session's log. Once it holds something, its kind never changes. */
export type LogEntry =
  | { readonly kind: typeof LogEntryKind.MESSAGE; readonly seq: Seq; readonly at: Instant; readonly message: Message }
  | { readonly kind: typeof LogEntryKind.VOID; readonly seq: Seq; readonly at: Instant };
