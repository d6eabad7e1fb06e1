import type { SessionName } from '../../domain/chat-session/session-name.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import type { MemberRole, SessionKind, SessionStatus, SessionType } from '../../domain/vocabulary/sessions.ts';

/** When something last happened in one of a user's sessions. */
export interface SessionActivity {
  readonly sessionId: SessionId;
  readonly lastActivityAt: Instant;
}

/** A session as one of its members sees it in a list. */
export interface ChatSessionView {
  readonly id: SessionId;
  readonly sessionType: SessionType;
  readonly kind: SessionKind;
  readonly name: SessionName | null;
  readonly status: SessionStatus;
  readonly createdBy: UserId;
  readonly createdAt: Instant;
  readonly memberCount: number;
  readonly lastSeq: Seq;
  readonly lastActivityAt: Instant;
  /** The newest position reserved for a message, 0 before the first. Whether one got there is for the log to say. */
  readonly lastMessageSeq: Seq;
  readonly myRole: MemberRole;
  readonly lastReadSeq: Seq;
}

/**
 * A user's sessions, put together when asked for, so that a message costs no write per member.
 * A session saved a moment ago may be missing; one that the user is not in never appears.
 * Adapters pass `test/contracts/chat-session-directory.contract.ts`.
 */
export interface ChatSessionDirectory {
  /** All of the user's sessions, in no order. @throws {StoreBusy} */
  activities(user: UserId): Promise<readonly SessionActivity[]>;

  /** Those of `sessionIds` that the user is in, in their order. @throws {StoreBusy} */
  views(user: UserId, sessionIds: readonly SessionId[]): Promise<readonly ChatSessionView[]>;
}
