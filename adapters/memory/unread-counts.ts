import type { UnreadCounts } from '../../application/ports/unread-counts.ts';
import type { LogEntry } from '../../domain/message/log-entry.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { isUnreadFor } from '../../domain/vocabulary/unread.ts';
import type { MemoryStore } from './memory-store.ts';

export class MemoryUnreadCounts implements UnreadCounts {
  readonly #store: MemoryStore;

  constructor(store: MemoryStore) {
    this.#store = store;
  }

  async total(user: UserId, enough: number): Promise<number> {
    const unread = [...this.#store.sessions].flatMap(([id, { members }]) => {
      const member = members.get(user);
      if (member === undefined) return [];
      return this.#store.entriesOf(id).filter((entry) => entry.seq > member.lastReadSeq && isUnread(entry, user));
    });
    return Math.min(unread.length, enough);
  }
}

function isUnread(entry: LogEntry, user: UserId): boolean {
  if (entry.kind !== 'MESSAGE') return false;
  const { kind, senderId, threadRoot, deletion } = entry.message;
  return isUnreadFor(user, { kind, senderId, isInThread: threadRoot !== null, isDeleted: deletion !== null });
}
