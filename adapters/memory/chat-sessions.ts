import type { ChatSessions } from '../../application/ports/chat-sessions.ts';
import { SessionAlreadyExists } from '../../application/ports/chat-sessions.ts';
import { ChatSession } from '../../domain/chat-session/chat-session.ts';
import type { SessionId } from '../../domain/shared/ids.ts';
import { seqZero } from '../../domain/shared/ids.ts';
import type { MemoryStore } from './memory-store.ts';

export class MemoryChatSessions implements ChatSessions {
  readonly #store: MemoryStore;

  constructor(store: MemoryStore) {
    this.#store = store;
  }

  async find(id: SessionId): Promise<ChatSession | undefined> {
    const stored = this.#store.sessions.get(id);
    return stored && ChatSession.restore(stored.state);
  }

  async save(session: ChatSession): Promise<void> {
    const { state, events } = session.changes();
    if (this.#store.sessions.has(state.id)) throw new SessionAlreadyExists(state.id);
    this.#store.sessions.set(state.id, {
      state,
      lastSeq: seqZero,
      lastActivityAt: state.createdAt,
      lastMessageSeq: seqZero,
      members: new Map(state.members.map(({ userId, role }) => [userId, { role, lastReadSeq: seqZero, readAt: null }])),
      slots: new Map(),
      claims: new Map(),
    });
    this.#store.events.push(...events);
  }
}
