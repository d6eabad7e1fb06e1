import type { MemberPreferences } from '../../domain/chat-session/preferences.ts';
import type { ChatSessionState } from '../../domain/chat-session/state.ts';
import type { Message } from '../../domain/message/message.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import type { MemberRole } from '../../domain/vocabulary/sessions.ts';

/** When something last happened in one of a user's sessions. */
export interface SessionActivity {
  readonly sessionId: SessionId;
  readonly lastActivityAt: Instant;
}

/** A session as one of its members sees it. */
export interface ChatSessionView extends Pick<
  ChatSessionState,
  | 'id'
  | 'sessionType'
  | 'kind'
  | 'name'
  | 'description'
  | 'avatarUrl'
  | 'bannerUrl'
  | 'tags'
  | 'status'
  | 'isFrozen'
  | 'settings'
  | 'createdBy'
  | 'createdAt'
  | 'memberCount'
> {
  readonly lastSeq: Seq;
  readonly lastActivityAt: Instant;
  /** The newest position reserved for a message, 0 before the first. Whether one got there is for the log to say. */
  readonly lastMessageSeq: Seq;
  readonly myRole: MemberRole;
  /** `null` for a member who was never muted; otherwise perhaps past. */
  readonly myMutedUntil: Instant | null;
  /** What stands for their name on anonymous messages. */
  readonly myAlias: string | null;
  readonly myPreferences: MemberPreferences;
  readonly lastReadSeq: Seq;
}

/** A session in a list. */
export interface ListedChatSession extends ChatSessionView {
  /** The message at `lastMessageSeq`, where there is one to show; `null` where it has to be looked for in the log. */
  readonly lastMessage: Message | null;
}

/**
 * A user's sessions, put together when asked for, so that a message costs no write per member.
 * A session saved a moment ago may be missing from both lists; one that the user is not in never appears.
 * Adapters pass `test/contracts/chat-session-directory.contract.ts`.
 */
export interface ChatSessionDirectory {
  /** All of the user's sessions, in no order. @throws {StoreBusy} */
  activities(user: UserId): Promise<readonly SessionActivity[]>;

  /** Those of `sessionIds` that the user is in, in their order. @throws {StoreBusy} */
  views(user: UserId, sessionIds: readonly SessionId[]): Promise<readonly ListedChatSession[]>;

  /**
   * Those of `sessionIds` that the user may listen to now, in their order: they are in it, and no operator closed it. Strongly
   * consistent, so that nobody listens on the strength of a membership that is over. @throws {StoreBusy}
   */
  listenable(user: UserId, sessionIds: readonly SessionId[]): Promise<readonly SessionId[]>;

  /** One session as it stands; `undefined` where the user is not in it. Strongly consistent. @throws {StoreBusy} */
  view(user: UserId, sessionId: SessionId): Promise<ChatSessionView | undefined>;
}
