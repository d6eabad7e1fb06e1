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
  updateChatSession(wish: ChangeOfSession & { readonly appearance: Appearance }): ChangeAnswer;
  updateSessionSettings(wish: ChangeOfSession & { readonly settings: SettingsWish }): ChangeAnswer;
  archiveChatSession(wish: ChangeOfSession): ChangeAnswer;
  unarchiveChatSession(wish: ChangeOfSession): ChangeAnswer;
  freezeChatSession(wish: ChangeOfSession): ChangeAnswer;
  unfreezeChatSession(wish: ChangeOfSession): ChangeAnswer;
  /** For operators. */
  blockChatSession(wish: Pick<ChangeOfSession, 'sessionId'>): ChangeAnswer;
  /** For operators. */
  unblockChatSession(wish: Pick<ChangeOfSession, 'sessionId'>): ChangeAnswer;
  joinChatSession(wish: ChangeOfSession): ChangeAnswer;
  leaveChatSession(wish: ChangeOfSession): ChangeAnswer;
  approveJoinRequest(wish: ChangeOfMember): ChangeAnswer;
  addMembers(wish: ChangeOfSession & { readonly userIds: readonly string[] }): ChangeAnswer;
  removeMember(wish: ChangeOfMember): ChangeAnswer;
  banMember(wish: ChangeOfMember & { readonly reason: string | null }): ChangeAnswer;
  unbanMember(wish: ChangeOfMember): ChangeAnswer;
  /** `until` in any form of `AWSDateTime`. */
  muteMember(wish: ChangeOfMember & { readonly until: string }): ChangeAnswer;
  unmuteMember(wish: ChangeOfMember): ChangeAnswer;
  changeMemberRole(wish: ChangeOfMember & { readonly role: MemberRole }): ChangeAnswer;
  transferOwnership(wish: ChangeOfMember): ChangeAnswer;
  /** `until` in any form of `AWSDateTime`; `null` for no end. */
  pinMessage(wish: ChangeOfPin & { readonly until: string | null }): ChangeAnswer;
  unpinMessage(wish: ChangeOfPin): ChangeAnswer;
}
