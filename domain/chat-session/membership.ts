import type { UserId } from '../shared/ids.ts';
import { ErrorCode } from '../vocabulary/error-codes.ts';
import type { Refusal } from '../vocabulary/refusal.ts';
import type { MemberRole } from '../vocabulary/sessions.ts';
import type { Member } from './members.ts';
import type { ChatSessionState } from './state.ts';

interface OfUser {
  readonly userId: UserId;
}

const without = <Item extends OfUser>(items: readonly Item[], users: readonly UserId[]): readonly Item[] =>
  items.some(({ userId }) => users.includes(userId)) ? items.filter(({ userId }) => !users.includes(userId)) : items;

/** What no longer stands for users who are in the session, or are kept out of it. */
const settled = ({ joinRequests, invites }: ChatSessionState, users: readonly UserId[]) => ({
  joinRequests: without(joinRequests, users),
  invites: without(invites, users),
});

/** The session with these members more. */
export function withMembers(state: ChatSessionState, joining: readonly Member[]): Partial<ChatSessionState> {
  const owners = joining.filter(({ role }) => role === 'OWNER').map(({ userId }) => userId);
  return {
    ...settled(
      state,
      joining.map(({ userId }) => userId),
    ),
    members: [...state.members, ...joining],
    memberCount: state.memberCount + joining.length,
    ownerIds: owners.length === 0 ? state.ownerIds : [...state.ownerIds, ...owners],
  };
}

/** The session without this user, whether they were in it or not. */
export function withoutMember(state: ChatSessionState, user: UserId): Partial<ChatSessionState> {
  const members = without(state.members, [user]);
  const { ownerIds } = state;
  return {
    ...settled(state, [user]),
    members,
    memberCount: state.memberCount - (state.members.length - members.length),
    ownerIds: ownerIds.includes(user) ? ownerIds.filter((owner) => owner !== user) : ownerIds,
  };
}

/** The session with one member as they are from now on. */
export const withMember = (state: ChatSessionState, member: Member): Partial<ChatSessionState> => ({
  members: state.members.map((one) => (one.userId === member.userId ? member : one)),
});

/** The session with this member in another role. */
export function withRole(state: ChatSessionState, member: Member, role: MemberRole): Partial<ChatSessionState> {
  const others = state.ownerIds.filter((owner) => owner !== member.userId);
  const isOrWasOwner = role === 'OWNER' || member.role === 'OWNER';
  return {
    ...withMember(state, { ...member, role }),
    ownerIds: isOrWasOwner ? [...others, ...(role === 'OWNER' ? [member.userId] : [])] : state.ownerIds,
  };
}

/** Why `joining` more do not fit; `undefined` when they do. */
export function refusalOfRoom({ memberCount, settings }: ChatSessionState, joining: number): Refusal | undefined {
  const { maxMembers } = settings;
  if (memberCount + joining <= maxMembers) return undefined;
  return {
    code: ErrorCode.SessionFull,
    why: `the session has at most ${maxMembers} members`,
    info: { limit: maxMembers },
  };
}
