import type { MemberRole, Permission, SessionSummary } from '../../client/core/index.ts';

export const roles: readonly MemberRole[] = ['OWNER', 'ADMIN', 'MODERATOR', 'MEMBER'];

/** A word of the API as people read it: `MODERATOR` is `Moderator`. */
export const wordOf = (value: string): string => `${value.charAt(0)}${value.slice(1).toLowerCase()}`;

/** Who has a permission where this user has not. As `docs/permissions.md` tells it. */
const holders: Partial<Readonly<Record<Permission, string>>> = {
  INVITE: 'Owners and admins invite people here.',
  APPROVE: 'Owners, admins and moderators answer requests to join.',
  ADD_MEMBERS: 'Owners and admins add people here.',
  BAN: 'Owners, admins and moderators see who is banned.',
  EDIT_SESSION: 'Owners and admins change what the conversation is called and how it is described.',
  CHANGE_SETTINGS: 'Owners and admins change these settings.',
  PIN: 'Owners, admins and moderators pin messages and take pins away.',
  READ_AUDIT: 'Owners and admins read the audit log.',
};

/** Why this user may not do something in a session, for where they would look for it. */
export const whyNot = ({ kind, status }: SessionSummary, permission: Permission): string => {
  if (kind === 'DIRECT') return 'A direct conversation belongs to the two of you: there is nothing to manage.';
  if (status === 'BLOCKED') return 'This conversation was closed by an operator.';
  if (status === 'ARCHIVED') return 'This conversation is archived: it is kept for reading.';
  return holders[permission] ?? 'Your role does not allow this here.';
};
