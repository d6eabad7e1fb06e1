import type { Appearance } from '../../domain/chat-session/appearance.ts';
import type { SettingsWish } from '../../domain/chat-session/settings.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import type { MemberRole } from '../../domain/vocabulary/sessions.ts';

/** Where the log of a session tells of a change. */
export interface LogPosition {
  readonly sessionId: SessionId;
  readonly seq: Seq;
}

/** The last position that a change took; `null` where it changed nothing. */
export type ChangeAnswer = Promise<Result<LogPosition | null>>;

export interface ChangeOfSession {
  readonly user: UserId;
  readonly sessionId: string;
}

export interface ChangeOfMember extends ChangeOfSession {
  readonly userId: string;
}

export interface ChangeOfPin {
  readonly user: UserId;
  readonly messageId: string;
}

/** What the border of the API may ask to change about a session that stands. Answered by the use cases of these names. */
export interface SessionChanges {
  readonly updateChatSession: (wish: ChangeOfSession & { readonly appearance: Appearance }) => ChangeAnswer;
  readonly updateSessionSettings: (wish: ChangeOfSession & { readonly settings: SettingsWish }) => ChangeAnswer;
  readonly archiveChatSession: (wish: ChangeOfSession) => ChangeAnswer;
  readonly unarchiveChatSession: (wish: ChangeOfSession) => ChangeAnswer;
  readonly freezeChatSession: (wish: ChangeOfSession) => ChangeAnswer;
  readonly unfreezeChatSession: (wish: ChangeOfSession) => ChangeAnswer;
  /** For operators. */
  readonly blockChatSession: (wish: Pick<ChangeOfSession, 'sessionId'>) => ChangeAnswer;
  /** For operators. */
  readonly unblockChatSession: (wish: Pick<ChangeOfSession, 'sessionId'>) => ChangeAnswer;
  readonly joinChatSession: (wish: ChangeOfSession) => ChangeAnswer;
  readonly leaveChatSession: (wish: ChangeOfSession) => ChangeAnswer;
  readonly approveJoinRequest: (wish: ChangeOfMember) => ChangeAnswer;
  readonly addMembers: (wish: ChangeOfSession & { readonly userIds: readonly string[] }) => ChangeAnswer;
  readonly removeMember: (wish: ChangeOfMember) => ChangeAnswer;
  readonly banMember: (wish: ChangeOfMember & { readonly reason: string | null }) => ChangeAnswer;
  readonly unbanMember: (wish: ChangeOfMember) => ChangeAnswer;
  /** `until` in any form of `AWSDateTime`. */
  readonly muteMember: (wish: ChangeOfMember & { readonly until: string }) => ChangeAnswer;
  readonly unmuteMember: (wish: ChangeOfMember) => ChangeAnswer;
  readonly changeMemberRole: (wish: ChangeOfMember & { readonly role: MemberRole }) => ChangeAnswer;
  readonly transferOwnership: (wish: ChangeOfMember) => ChangeAnswer;
  /** `until` in any form of `AWSDateTime`; `null` for no end. */
  readonly pinMessage: (wish: ChangeOfPin & { readonly until: string | null }) => ChangeAnswer;
  readonly unpinMessage: (wish: ChangeOfPin) => ChangeAnswer;
}
