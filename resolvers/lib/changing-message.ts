import type { ChangeSlotItem, MessageSlotItem, SlotItem } from '../../adapters/dynamodb/layout/items.ts';
import { slotKey } from '../../adapters/dynamodb/layout/keys.ts';
import { LogEntryKind, type MessageChange } from '../../domain/vocabulary/messages.ts';
import type { Refusal } from '../../domain/vocabulary/refusal.ts';
import type { LogEntry } from '../../generated/schema.ts';
import type { Joined } from './context.ts';
import type { Relating } from './relating.ts';

/**
 * A change of a message on its way through its pipeline: read and decide, reserve, write, once more where that failed, seal
 * what was reserved for nothing, read what is shown. `docs/session-log.md`, "Changing a message".
 */
export interface ChangingMessage extends Joined, Relating {
  doing: string;
  sessionId: string;
  targetSeq: number;
  /** As it was read, or as it was when a write of ours failed on it. */
  target: MessageSlotItem;
  /** The position reserved; null once a reader gave it up for dead. */
  seq?: number | null;
  /** When it was reserved. */
  at?: string;
  /** What was tried to be written there. */
  entry?: ChangeSlotItem;
  /** Durable: `entry` alone. What follows reads what it is shown with. */
  slots?: readonly SlotItem[];
  /** What is answered. */
  shown?: LogEntry;
  /** There is nothing to change, or nothing any more. */
  nothing?: boolean;
  /** Why there may not be a change, or not any more. */
  refusal?: Refusal | undefined;
}

/** The entry that tells of a change, at its reserved position. */
export const entryOf = (
  { sessionId, targetSeq }: ChangingMessage,
  seq: number,
  at: string,
  change: MessageChange,
  actorId: string,
): ChangeSlotItem => ({
  ...slotKey(sessionId, seq),
  seq,
  entry: LogEntryKind.MESSAGE_CHANGED,
  at,
  targetSeq,
  change,
  actorId,
});
