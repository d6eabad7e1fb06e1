import type { NamedInvite } from '../../../application/ports/admissions.ts';
import type { DiscoveredPage, EnteringService, RequestedToJoin } from '../../../application/ports/entering-service.ts';
import type { Ban as BanOfSession } from '../../../domain/chat-session/admission.ts';
import { toIso } from '../../../domain/shared/instant.ts';
import type { Ban, DiscoveredSessionConnection, Invite, JoinRequest } from '../../../generated/schema.ts';
import type { ServiceFields } from '../service-field.ts';
import { userField } from '../service-field.ts';

const defaultPage = 20;

export const enteringFields = (service: EnteringService): ServiceFields => ({
  discoverSessions: userField({
    doing: 'discover sessions',
    read: (args, { user }) => ({
      user,
      text: args.textOrNull('text'),
      tag: args.textOrNull('tag'),
      limit: args.integer('limit', defaultPage),
      after: args.textOrNull('after'),
    }),
    ask: service.discoverSessions,
    show: toConnection,
  }),
  requestToJoin: userField({
    doing: 'ask to join the session',
    read: (args, { user }) => ({ user, sessionId: args.text('sessionId'), note: args.textOrNull('note') }),
    ask: service.requestToJoin,
    show: toJoinRequest,
  }),
  rejectJoinRequest: userField({
    doing: 'turn down the join request',
    read: (args, { user }) => ({ user, sessionId: args.text('sessionId'), userId: args.text('userId') }),
    ask: service.rejectJoinRequest,
    show: (was) => was,
  }),
  joinRequests: userField({
    doing: 'list the join requests',
    read: (args, { user }) => ({ user, sessionId: args.text('sessionId') }),
    ask: service.listJoinRequests,
    show: (requests) => requests.map(toJoinRequest),
  }),
  inviteUsers: userField({
    doing: 'invite the users',
    read: (args, { user }) => ({ user, sessionId: args.text('sessionId'), userIds: args.texts('userIds') }),
    ask: service.inviteUsers,
    show: (invites) => invites.map(toInvite),
  }),
  withdrawInvite: userField({
    doing: 'withdraw the invitation',
    read: (args, { user }) => ({ user, sessionId: args.text('sessionId'), userId: args.textOrNull('userId') }),
    ask: service.withdrawInvite,
    show: (was) => was,
  }),
  myInvites: userField({
    doing: 'list the invitations',
    read: (_, { user }) => user,
    ask: service.listMyInvites,
    show: (invites) => invites.map(toInvite),
  }),
  bannedMembers: userField({
    doing: 'list who is banned',
    read: (args, { user }) => ({ user, sessionId: args.text('sessionId') }),
    ask: service.listBans,
    show: (bans) => bans.map(toBan),
  }),
});

const toConnection = ({ items, ...pageInfo }: DiscoveredPage): DiscoveredSessionConnection => ({
  items: items.map(
    ({ id, sessionType, name, description, avatarUrl, tags, memberCount, requireApproval, isMember }) => ({
      id,
      sessionType,
      name,
      description,
      avatarUrl,
      tags,
      memberCount,
      requireApproval,
      isMember,
    }),
  ),
  pageInfo: {
    startCursor: pageInfo.startCursor,
    endCursor: pageInfo.endCursor,
    hasPreviousPage: pageInfo.hasPreviousPage,
    hasNextPage: pageInfo.hasNextPage,
  },
});

const toJoinRequest = ({ sessionId, userId, note, requestedAt }: RequestedToJoin): JoinRequest => ({
  sessionId,
  userId,
  note,
  requestedAt: toIso(requestedAt),
});

const toInvite = ({ sessionId, sessionName, userId, invitedBy, invitedAt, expiresAt }: NamedInvite): Invite => ({
  sessionId,
  sessionName,
  userId,
  invitedBy,
  invitedAt: toIso(invitedAt),
  expiresAt: toIso(expiresAt),
});

const toBan = ({ userId, bannedBy, bannedAt, reason }: BanOfSession): Ban => ({
  userId,
  bannedBy,
  bannedAt: toIso(bannedAt),
  reason,
});
