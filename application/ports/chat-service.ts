import type { OpenChatSession } from '../../domain/chat-session/opening.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import type { ChatSessionView, ListedChatSession } from './chat-session-directory.ts';

/** `creator` is the caller. */
export interface CreateChatSession extends Omit<OpenChatSession, 'id' | 'at' | 'alias'> {
  /** The creator's own id for it, which makes the call repeatable. */
  readonly clientSessionId: string | null;
}

export interface ListMyChatSessions {
  readonly user: UserId;
  /** 1 to 100. */
  readonly limit: number;
  /** The `endCursor` of the page before. */
  readonly after: string | null;
}

export interface ChatSessionsPage {
  readonly items: readonly ListedChatSession[];
  /** `null` on an empty page. */
  readonly startCursor: string | null;
  readonly endCursor: string | null;
  readonly hasPreviousPage: boolean;
  readonly hasNextPage: boolean;
}

/** What the border of the API may ask of sessions. Answered by the use cases of these names. */
export interface ChatService {
  readonly createChatSession: (wish: CreateChatSession) => Promise<Result<ChatSessionView>>;
  readonly listMyChatSessions: (wish: ListMyChatSessions) => Promise<Result<ChatSessionsPage>>;
}
