import type { Audience, AudiencePage } from '../../application/ports/audience.ts';
import { preferencesAtFirst } from '../../domain/chat-session/preferences.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import { systemSender } from '../../domain/vocabulary/messages.ts';
import type { MemoryStore } from './memory-store.ts';

export class MemoryAudience implements Audience {
  readonly #store: MemoryStore;

  constructor(store: MemoryStore) {
    this.#store = store;
  }

  async members(sessionId: SessionId, after: UserId | null, limit: number): Promise<AudiencePage> {
    const all = [...(this.#store.sessions.get(sessionId)?.members ?? [])]
      .map(([user, { role, preferences }]) => ({ user, role, preferences: preferences ?? preferencesAtFirst }))
      .filter(({ user }) => after === null || user > after)
      .sort((a, b) => (a.user < b.user ? -1 : 1));
    const members = all.slice(0, limit);
    return { members, next: all.length > limit ? (members.at(-1)?.user ?? null) : null };
  }

  async threadAuthors(sessionId: SessionId, root: Seq): Promise<ReadonlySet<UserId>> {
    const replies = this.#store
      .entriesOf(sessionId)
      .flatMap((entry) => (entry.kind === 'MESSAGE' && entry.message.threadRoot === root ? [entry.message] : []))
      .sort((a, b) => b.seq - a.seq)
      .slice(0, Limits.relatedPerRead);
    return new Set(replies.flatMap(({ senderId }) => (senderId === systemSender ? [] : [senderId])));
  }
}
