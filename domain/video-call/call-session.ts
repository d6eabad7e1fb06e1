import type { Instant } from '../shared/instant.ts';
import type { Seq, SessionId, UserId } from '../shared/ids.ts';
import { may, outranks } from '../vocabulary/permissions.ts';
import type { MemberRole, SessionKind, SessionStatus } from '../vocabulary/sessions.ts';
import type { systemSender } from '../vocabulary/messages.ts';

/** A member of the session that a call is in. */
export interface CallMember {
  readonly userId: UserId;
  readonly role: MemberRole;
  readonly mutedUntil: Instant | null;
  /** The position of the entry that made them what they are: by it two times of being a member are told apart. */
  readonly changedSeq: Seq;
}

/** What decisions about a call need to know of its session, as it is now. */
export interface CallSession {
  readonly id: SessionId;
  readonly kind: SessionKind;
  readonly status: SessionStatus;
  readonly isFrozen: boolean;
  /** A DIRECT session whose members do not talk. */
  readonly isClosed: boolean;
  /** How often someone lost a right in it. */
  readonly accessVersion: number;
  /** For how many days what members say is kept; 0 for ever. */
  readonly retentionDays: number;
  /** Of all members. */
  readonly memberCount: number;
  /** Those of the users whom a decision is about who are members. */
  readonly members: readonly CallMember[];
}

/** Whether no call can go on there. */
export const isClosed = (session: CallSession): boolean => session.status !== 'ACTIVE' || session.isClosed;

export const memberIn = ({ members }: CallSession, user: UserId | typeof systemSender): CallMember | undefined =>
  members.find(({ userId }) => userId === user);

/** Whether the session's roles let this member rule a call. */
export const moderatesCalls = ({ kind, isFrozen }: CallSession, { role }: CallMember): boolean =>
  may({ kind, isFrozen, allowInvites: false }, role, 'MODERATE_CALLS');

/**
 * Whether one member may mute or remove another in a call: a moderator whom they do not match, and whoever started the call,
 * but not someone of a higher role. The two of a DIRECT session are equals.
 */
export function rules(session: CallSession, actor: CallMember, target: CallMember, startedBy: UserId): boolean {
  if (session.kind === 'DIRECT') return false;
  if (moderatesCalls(session, actor) && outranks(actor.role, target.role)) return true;
  return actor.userId === startedBy && !outranks(target.role, actor.role);
}
