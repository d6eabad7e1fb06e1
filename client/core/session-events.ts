import { SystemEvent, aliasId } from '../../domain/vocabulary/messages.ts';
import { permissionsOf } from '../../domain/vocabulary/permissions.ts';
import type { MemberRole } from '../../domain/vocabulary/sessions.ts';
import type * as Schema from '../../generated/schema.ts';
import type { Message } from './message.ts';
import type { SessionSummary } from './model.ts';

type System = Schema.SystemContent;

export const systemOf = ({ content }: Pick<Message, 'content'>): System | null => content?.system ?? null;

/** Whether a sender's id is a user's own, or that of the alias they have in a session. */
export const isOwnSender = (senderId: string, userId: string, alias: string | null): boolean =>
  senderId === userId || (alias !== null && senderId === aliasId(alias));

/** A session after what the system said: events are to be told in the order of the log, each once. */
export const told = (session: SessionSummary, message: Message, userId: string): SessionSummary => {
  const system = systemOf(message);
  if (system === null) return session;
  return ofMe(counted(shared(session, system), system), system, message.senderId, userId);
};

const shared = (session: SessionSummary, system: System): SessionSummary => {
  if (system.session === null) return session;
  const { name, description, avatarUrl, bannerUrl, tags, status, isFrozen, settings } = system.session;
  return governed({ ...session, name, description, avatarUrl, bannerUrl, tags, status, isFrozen, settings });
};

const counted = (session: SessionSummary, { event, userIds }: System): SessionSummary => {
  if (event === SystemEvent.MEMBERS_JOINED) return { ...session, memberCount: session.memberCount + userIds.length };
  // Whoever was banned may have been a member, or not.
  const isGone = event === SystemEvent.MEMBER_LEFT || event === SystemEvent.MEMBER_REMOVED;
  return isGone ? { ...session, memberCount: session.memberCount - userIds.length } : session;
};

const ofMe = (session: SessionSummary, system: System, actor: string, userId: string): SessionSummary => {
  const isAbout = system.userIds.includes(userId);
  const inRole = (myRole: MemberRole): SessionSummary => governed({ ...session, myRole });
  if (system.event === SystemEvent.OWNERSHIP_TRANSFERRED) {
    return isAbout ? inRole('OWNER') : actor === userId ? inRole('ADMIN') : session;
  }
  if (!isAbout) return session;
  if (system.event === SystemEvent.ROLE_CHANGED && system.role !== null) return inRole(system.role);
  if (system.event === SystemEvent.MEMBER_MUTED) return { ...session, myMutedUntil: system.until };
  return system.event === SystemEvent.MEMBER_UNMUTED ? { ...session, myMutedUntil: null } : session;
};

/** With the permissions that its rules and the caller's role make. */
const governed = (session: SessionSummary): SessionSummary => {
  const { kind, status, isFrozen, settings, myRole } = session;
  const { allowInvites } = settings;
  return { ...session, myPermissions: permissionsOf({ kind, status, isFrozen, allowInvites }, myRole) };
};

/** Events that end memberships. */
const endings: ReadonlySet<SystemEvent> = new Set([
  SystemEvent.MEMBER_LEFT,
  SystemEvent.MEMBER_REMOVED,
  SystemEvent.MEMBER_BANNED,
]);

/** Whether a message tells that a user's membership ended. */
export const endsMembershipOf = (userId: string, message: Message): boolean => {
  const system = systemOf(message);
  return system !== null && endings.has(system.event) && system.userIds.includes(userId);
};

/** Whether a message tells that a user became a member. That a session was opened is told to its members alone. */
export const beginsMembershipOf = (userId: string, message: Message): boolean => {
  const system = systemOf(message);
  if (system?.event === SystemEvent.SESSION_OPENED) return true;
  return system?.event === SystemEvent.MEMBERS_JOINED && system.userIds.includes(userId);
};

/** Whether a message tells that somebody came or went. */
export const movesMembers = (message: Message): boolean => {
  const event = systemOf(message)?.event;
  return event !== undefined && (event === SystemEvent.MEMBERS_JOINED || endings.has(event));
};

/** Whether what a message tells is better asked about than worked out here. */
export const isUnclear = (userId: string, message: Message): boolean => {
  const system = systemOf(message);
  return system !== null && (system.userIds.includes(userId) || system.event === SystemEvent.MEMBER_BANNED);
};
