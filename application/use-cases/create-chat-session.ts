import { ChatSession } from '../../domain/chat-session/chat-session.ts';
import { done } from '../../domain/shared/result.ts';
import { seqZero } from '../../domain/shared/ids.ts';
import { MemberRole } from '../../domain/vocabulary/sessions.ts';
import type { ChatService } from '../ports/chat-service.ts';
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

/** Opens a session and answers it as its creator sees it. Refused: `BadInput`, `TryAgain`. */
export function createChatSession({
  chatSessions,
  clock,
  ids,
}: CreateChatSessionDependencies): ChatService['createChatSession'] {
  return (wish) =>
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
    lastMessageSeq: seqZero,
    myRole: MemberRole.OWNER,
    lastReadSeq: seqZero,
  };
}
