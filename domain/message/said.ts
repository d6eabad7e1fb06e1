import { isSaid } from '../vocabulary/unread.ts';
import type { LogEntry } from './log-entry.ts';
import type { Message } from './message.ts';

/** The message at a position, where it is part of what is said in the session's own course. */
export function saidAt(entry: LogEntry | undefined): Message | undefined {
  if (entry?.kind !== 'MESSAGE') return undefined;
  const { kind, senderId, threadRoot, deletion } = entry.message;
  const isInThread = threadRoot !== null;
  return isSaid({ kind, senderId, isInThread, isDeleted: deletion !== null }) ? entry.message : undefined;
}
