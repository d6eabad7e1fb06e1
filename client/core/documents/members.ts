import type * as Schema from '../../../generated/schema.ts';
import { flag, list, nullable } from '../decode.ts';
import { ban, blockedUser, invite, joinRequest, memberPage } from '../people.ts';
import { changed } from './messages.ts';
import { mutation, query } from './operation.ts';

const bans = { selection: 'userId bannedBy bannedAt reason', decode: list(ban) };
const request = { selection: 'sessionId userId note requestedAt', decode: joinRequest };
const invites = { selection: 'sessionId sessionName userId invitedBy invitedAt expiresAt', decode: list(invite) };
/** Null is an answer that came with an error, which was thrown before. */
const done = { decode: nullable(flag) };

export const members = query<Schema.QueryMembersArgs>('members', { sessionId: 'ID!', limit: 'Int', after: 'String' })({
  selection: 'items { userId role joinedAt mutedUntil } pageInfo { endCursor hasNextPage }',
  decode: memberPage,
});
export const bannedMembers = query<Schema.QueryBannedMembersArgs>('bannedMembers', { sessionId: 'ID!' })(bans);
export const joinRequests = query<Schema.QueryJoinRequestsArgs>('joinRequests', { sessionId: 'ID!' })({
  ...request,
  decode: list(joinRequest),
});
export const myInvites = query<Record<string, never>>('myInvites', {})(invites);
export const myBlockedUsers = query<Record<string, never>>(
  'myBlockedUsers',
  {},
)({ selection: 'userId blockedAt', decode: list(blockedUser) });

export const requestToJoin = mutation<Schema.MutationRequestToJoinArgs>('requestToJoin', {
  sessionId: 'ID!',
  note: 'String',
})(request);
export const inviteUsers = mutation<Schema.MutationInviteUsersArgs>('inviteUsers', {
  sessionId: 'ID!',
  userIds: '[ID!]!',
})(invites);
export const withdrawInvite = mutation<Schema.MutationWithdrawInviteArgs>('withdrawInvite', {
  sessionId: 'ID!',
  userId: 'ID',
})(done);
export const addMembers = mutation<Schema.MutationAddMembersArgs>('addMembers', {
  sessionId: 'ID!',
  userIds: '[ID!]!',
})(changed);
export const banMember = mutation<Schema.MutationBanMemberArgs>('banMember', {
  sessionId: 'ID!',
  userId: 'ID!',
  reason: 'String',
})(changed);
export const muteMember = mutation<Schema.MutationMuteMemberArgs>('muteMember', {
  sessionId: 'ID!',
  userId: 'ID!',
  until: 'AWSDateTime!',
})(changed);
export const changeMemberRole = mutation<Schema.MutationChangeMemberRoleArgs>('changeMemberRole', {
  sessionId: 'ID!',
  userId: 'ID!',
  role: 'MemberRole!',
})(changed);

const ofMember = (root: string) =>
  mutation<{ readonly sessionId: string; readonly userId: string }>(root, { sessionId: 'ID!', userId: 'ID!' });
export const removeMember = ofMember('removeMember')(changed);
export const unbanMember = ofMember('unbanMember')(changed);
export const unmuteMember = ofMember('unmuteMember')(changed);
export const transferOwnership = ofMember('transferOwnership')(changed);
export const approveJoinRequest = ofMember('approveJoinRequest')(changed);
export const rejectJoinRequest = ofMember('rejectJoinRequest')(done);

export const blockUser = mutation<Schema.MutationBlockUserArgs>('blockUser', { userId: 'ID!' })(done);
export const unblockUser = mutation<Schema.MutationUnblockUserArgs>('unblockUser', { userId: 'ID!' })(done);
