import type { ChatSessions } from '../../application/ports/chat-sessions.ts';
import { ConcurrentChange, SessionAlreadyExists } from '../../application/ports/chat-sessions.ts';
import type { ChatSessionChanges } from '../../domain/chat-session/chat-session.ts';
import { ChatSession } from '../../domain/chat-session/chat-session.ts';
import type { Member } from '../../domain/chat-session/members.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import { seqZero } from '../../domain/shared/ids.ts';
import type { MemoryStore, StoredMember } from './memory-store.ts';
import { accessAtFirst } from './memory-store.ts';

export class MemoryChatSessions implements ChatSessions {
  readonly #store: MemoryStore;

  constructor(store: MemoryStore) {
    this.#store = store;
  }

  async find(id: SessionId): Promise<ChatSession | undefined> {
    const stored = this.#store.sessions.get(id);
    return stored && ChatSession.restore(stored.state, stored.revision);
  }

  async save(session: ChatSession): Promise<void> {
    const changes = session.changes();
    if (changes.basedOn === 0) this.#add(changes);
    else this.#change(changes);
    this.#store.events.push(...changes.events);
  }

  #add({ state }: ChatSessionChanges): void {
    if (this.#store.sessions.has(state.id)) throw new SessionAlreadyExists(state.id);
    this.#store.sessions.set(state.id, {
      state,
      revision: 1,
      lastSeq: seqZero,
      lastActivityAt: state.createdAt,
      lastMessageSeq: seqZero,
      access: accessAtFirst,
      members: new Map(state.members.map(newMember)),
      slots: new Map(),
      claims: new Map(),
    });
  }

  #change({ state, basedOn, joined }: ChatSessionChanges): void {
    const stored = this.#store.sessions.get(state.id);
    if (stored?.revision !== basedOn) throw new ConcurrentChange(state.id);
    stored.state = state;
    stored.revision += 1;
    for (const [userId, member] of joined.map(newMember)) stored.members.set(userId, member);
  }
}

const newMember = ({ userId, role }: Member): [UserId, StoredMember] => [
  userId,
  { role, mutedUntil: null, alias: null, lastReadSeq: seqZero, readAt: null },
];
