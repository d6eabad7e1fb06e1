import type {
  ChatSessionDirectory,
  ChatSessionView,
  ListedChatSession,
  SessionActivity,
} from '../../application/ports/chat-session-directory.ts';
import { preferencesAtFirst } from '../../domain/chat-session/preferences.ts';
import type { Message } from '../../domain/message/message.ts';
import { saidAt } from '../../domain/message/said.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import { SessionStatus } from '../../domain/vocabulary/sessions.ts';
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

  async views(user: UserId, sessionIds: readonly SessionId[]): Promise<readonly ListedChatSession[]> {
    return sessionIds.flatMap((sessionId) => {
      const view = this.#view(user, sessionId);
      return view === undefined ? [] : [{ ...view, lastMessage: this.#lastMessage(view) }];
    });
  }

  async listenable(user: UserId, sessionIds: readonly SessionId[]): Promise<readonly SessionId[]> {
    return sessionIds.filter((sessionId) => {
      const view = this.#view(user, sessionId);
      return view !== undefined && view.status !== SessionStatus.BLOCKED;
    });
  }

  async view(user: UserId, sessionId: SessionId): Promise<ChatSessionView | undefined> {
    return this.#view(user, sessionId);
  }

  #lastMessage({ id, lastMessageSeq }: ChatSessionView): Message | null {
    return saidAt(this.#store.entryAt(id, lastMessageSeq)) ?? null;
  }

  #view(user: UserId, sessionId: SessionId): ChatSessionView | undefined {
    const session = this.#store.sessions.get(sessionId);
    const member = session?.members.get(user);
    return session && member && viewOf(session, member);
  }
}

function viewOf(
  { state, lastSeq, lastActivityAt, lastMessageSeq, members }: StoredSession,
  me: StoredMember,
): ChatSessionView {
  return {
    id: state.id,
    sessionType: state.sessionType,
    kind: state.kind,
    name: state.name,
    description: state.description,
    avatarUrl: state.avatarUrl,
    bannerUrl: state.bannerUrl,
    tags: state.tags,
    status: state.status,
    isFrozen: state.isFrozen,
    settings: state.settings,
    createdBy: state.createdBy,
    createdAt: state.createdAt,
    memberCount: members.size,
    lastSeq,
    lastActivityAt,
    lastMessageSeq,
    myRole: me.role,
    myMutedUntil: me.mutedUntil,
    myAlias: me.alias,
    myPreferences: me.preferences ?? preferencesAtFirst,
    lastReadSeq: me.lastReadSeq,
  };
}
