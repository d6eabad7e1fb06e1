import type {
  ChatSessionDirectory,
  ChatSessionView,
  SessionActivity,
} from '../../application/ports/chat-session-directory.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import type { MemoryStore, StoredMember, StoredSession } from './memory-store.ts';

export class MemoryChatSessionDirectory implements ChatSessionDirectory {
  readonly #store: MemoryStore;

  constructor(store: MemoryStore) {
    this.#store = store;
  }

  async activities(user: UserId): Promise<readonly SessionActivity[]> {
    return [...this.#store.sessions]
      .filter(([, { members }]) => members.has(user))
      .map(([sessionId, { lastActivityAt }]) => ({ sessionId, lastActivityAt }));
  }

  async views(user: UserId, sessionIds: readonly SessionId[]): Promise<readonly ChatSessionView[]> {
    return sessionIds.flatMap((sessionId) => {
      const session = this.#store.sessions.get(sessionId);
      const member = session?.members.get(user);
      return session === undefined || member === undefined ? [] : [viewOf(session, member)];
    });
  }
}

function viewOf(
  { state, lastSeq, lastActivityAt, lastMessageSeq, members }: StoredSession,
  me: StoredMember,
): ChatSessionView {
  const { id, sessionType, kind, name, status, createdBy, createdAt } = state;
  return {
    id,
    sessionType,
    kind,
    name,
    status,
    createdBy,
    createdAt,
    memberCount: members.size,
    lastSeq,
    lastActivityAt,
    lastMessageSeq,
    myRole: me.role,
    lastReadSeq: me.lastReadSeq,
  };
}
