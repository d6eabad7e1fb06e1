import { ErrorCode } from './error-codes.ts';
import type { Refusal } from './refusal.ts';
import type { MemberRole, SessionKind, SessionStatus } from './sessions.ts';

/** One thing that a role allows. The schema's enum carries the same values. */
export const Permission = {
  POST: 'POST',
  INVITE: 'INVITE',
  APPROVE: 'APPROVE',
  ADD_MEMBERS: 'ADD_MEMBERS',
  REMOVE_MEMBERS: 'REMOVE_MEMBERS',
  BAN: 'BAN',
  MUTE: 'MUTE',
  CHANGE_ROLES: 'CHANGE_ROLES',
  TRANSFER_OWNERSHIP: 'TRANSFER_OWNERSHIP',
  EDIT_SESSION: 'EDIT_SESSION',
  CHANGE_SETTINGS: 'CHANGE_SETTINGS',
  FREEZE: 'FREEZE',
  ARCHIVE: 'ARCHIVE',
  PIN: 'PIN',
  MODERATE_MESSAGES: 'MODERATE_MESSAGES',
  MODERATE_CALLS: 'MODERATE_CALLS',
  READ_AUDIT: 'READ_AUDIT',
} as const;
export type Permission = (typeof Permission)[keyof typeof Permission];

/**
 * The one table of roles: the least role that each permission takes. `docs/permissions.md` shows it; a test holds the two
 * together. What a session's kind and rules change about it is in `leastRoleOf`.
 */
export const leastRoles: Readonly<Record<Permission, MemberRole>> = {
  POST: 'MEMBER',
  INVITE: 'ADMIN',
  APPROVE: 'MODERATOR',
  ADD_MEMBERS: 'ADMIN',
  REMOVE_MEMBERS: 'MODERATOR',
  BAN: 'MODERATOR',
  MUTE: 'MODERATOR',
  CHANGE_ROLES: 'ADMIN',
  TRANSFER_OWNERSHIP: 'OWNER',
  EDIT_SESSION: 'ADMIN',
  CHANGE_SETTINGS: 'ADMIN',
  FREEZE: 'MODERATOR',
  ARCHIVE: 'ADMIN',
  PIN: 'MODERATOR',
  MODERATE_MESSAGES: 'MODERATOR',
  MODERATE_CALLS: 'MODERATOR',
  READ_AUDIT: 'ADMIN',
};

/** In the order of the schema. */
export const permissions: readonly Permission[] = /* @__PURE__ */ Object.values(Permission);

const ranks: Readonly<Record<MemberRole, number>> = { OWNER: 4, ADMIN: 3, MODERATOR: 2, MEMBER: 1 };

/** Whether `role` is the higher one: who acts on another member outranks them. */
export const outranks = (role: MemberRole, other: MemberRole): boolean => ranks[role] > ranks[other];

/** What of a session bears on permissions. */
export interface GovernedSession {
  readonly kind: SessionKind;
  readonly isFrozen: boolean;
  readonly allowInvites: boolean;
}

/** The two of a DIRECT session are equals, and nobody rules there. */
const ofBoth: readonly Permission[] = ['POST', 'PIN'];

const leastRoleOf = (session: GovernedSession, permission: Permission): MemberRole => {
  if (permission === 'POST' && (session.kind === 'ANNOUNCEMENT' || session.isFrozen)) return 'MODERATOR';
  if (permission === 'INVITE' && session.allowInvites) return 'MEMBER';
  return leastRoles[permission];
};

/** Whether a member of `role` may do this in the session, while it takes entries. */
export const may = (session: GovernedSession, role: MemberRole, permission: Permission): boolean =>
  session.kind === 'DIRECT' ? ofBoth.includes(permission) : ranks[role] >= ranks[leastRoleOf(session, permission)];

/** A session as far as what its members may do there now needs it. */
export interface GrantingSession extends GovernedSession {
  readonly status: SessionStatus;
}

/** What is left of a role where no entries are taken and nobody comes in: who is there is ruled on, and looked at. */
const withoutEntries: readonly Permission[] = [
  'REMOVE_MEMBERS',
  'BAN',
  'MUTE',
  'CHANGE_ROLES',
  'TRANSFER_OWNERSHIP',
  'ARCHIVE',
  'MODERATE_MESSAGES',
  'READ_AUDIT',
];

/** What an operator closed, nobody else opens. */
const isOpenTo = (status: SessionStatus, permission: Permission): boolean =>
  status === 'ACTIVE' || (withoutEntries.includes(permission) && !(status === 'BLOCKED' && permission === 'ARCHIVE'));

/** Everything that a member of `role` may do in the session as it is now, in the order of the schema. */
export const permissionsOf = (session: GrantingSession, role: MemberRole): Permission[] =>
  permissions.filter((permission) => isOpenTo(session.status, permission) && may(session, role, permission));

/** A session as far as posting in it needs it. */
export interface Postable {
  readonly kind: SessionKind;
  readonly status: SessionStatus;
  readonly isFrozen: boolean;
  /** A DIRECT session whose members do not talk: which of them wants that is told to neither. */
  readonly isClosed: boolean;
}

/** A member as far as posting needs them. */
export interface Poster {
  readonly role: MemberRole;
  /** Epoch milliseconds; null when they are not muted. */
  readonly mutedUntil: number | null;
}

export const readOnly: Refusal = { code: ErrorCode.SessionReadOnly, why: 'the session takes no new entries' };

/** The same to both: which of them wants it so is told to neither. */
export const noTalking: Refusal = { code: ErrorCode.NotAllowed, why: 'these two do not exchange messages' };

/** Why a member may not post in this session now, or `undefined` when they may. `now` is in epoch milliseconds. */
export const refusalOfPosting = (session: Postable, member: Poster, now: number): Refusal | undefined => {
  if (session.status !== 'ACTIVE') return readOnly;
  if (session.isClosed) return noTalking;
  if (!may({ ...session, allowInvites: false }, member.role, 'POST')) {
    return { code: ErrorCode.NotAllowed, why: 'only owners, admins and moderators post in this session now' };
  }
  if (member.mutedUntil !== null && member.mutedUntil > now) {
    return {
      code: ErrorCode.Muted,
      why: 'a moderator muted the caller here',
      info: { retryAfterMs: member.mutedUntil - now },
    };
  }
  return undefined;
};
