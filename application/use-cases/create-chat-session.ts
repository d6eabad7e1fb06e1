import type { OpenChatSession } from '../../domain/chat-session/chat-session.ts';
import { ChatSession } from '../../domain/chat-session/chat-session.ts';
import type { Result } from '../../domain/shared/result.ts';
import { done } from '../../domain/shared/result.ts';
import { seqZero } from '../../domain/shared/ids.ts';
import { MemberRole } from '../../domain/vocabulary/sessions.ts';
import type { ChatSessionView } from '../ports/chat-session-directory.ts';
import type { ChatSessions } from '../ports/chat-sessions.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import { refusedWhenBusy } from './refusals.ts';

export interface CreateChatSessionDependencies {
  readonly chatSessions: Pick<ChatSessions, 'save'>;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** `creator` is the caller. */
export type CreateChatSession = Omit<OpenChatSession, 'id' | 'at'>;

/** Opens a session and answers it as its creator sees it. Refused: `BadInput`, `TryAgain`. */
export function createChatSession({ chatSessions, clock, ids }: CreateChatSessionDependencies) {
  return (wish: CreateChatSession): Promise<Result<ChatSessionView>> =>
    refusedWhenBusy(async () => {
      const opened = ChatSession.open({ ...wish, id: ids.sessionId(), at: clock.now() });
      if (!opened.ok) return opened;
      await chatSessions.save(opened.value);
      return done(newView(opened.value));
    });
}

function newView(session: ChatSession): ChatSessionView {
  const { id, sessionType, kind, name, status, createdBy, createdAt, members } = session.changes().state;
  return {
    id,
    sessionType,
    kind,
    name,
    status,
    createdBy,
    createdAt,
    memberCount: members.length,
    lastSeq: seqZero,
    lastActivityAt: createdAt,
    lastMessage: null,
    myRole: MemberRole.OWNER,
    lastReadSeq: seqZero,
  };
}
