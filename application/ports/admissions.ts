import type { Ban, Invite, JoinRequest } from '../../domain/chat-session/admission.ts';
import type { SessionName } from '../../domain/chat-session/session-name.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';

/** An invitation, with the session that it is for. */
export interface NamedInvite extends Invite {
  readonly sessionId: SessionId;
  /** `null` where the session has no name of its own. */
  readonly sessionName: SessionName | null;
}

/**
 * Lists of who is kept out of a session, and of who is to be let in. What changes them are the decisions about a session;
 * `ChatSessions` saves them. Strongly consistent, in no order. Adapters pass `test/contracts/admissions.contract.ts`.
 */
export interface Admissions {
  /** Everyone who is banned from the session. @throws {StoreBusy} */
  bans(sessionId: SessionId): Promise<readonly Ban[]>;

  /** Everyone who asks to be let into the session, and is neither in it nor banned from it by now. @throws {StoreBusy} */
  joinRequests(sessionId: SessionId): Promise<readonly JoinRequest[]>;

  /**
   * What the user is invited to, of sessions that take entries, and that they are neither in nor banned from by now;
   * invitations whose time is over among them. @throws {StoreBusy}
   */
  invitesOf(user: UserId): Promise<readonly NamedInvite[]>;
}
