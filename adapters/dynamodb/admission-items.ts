import type { Ban, Invite, JoinRequest } from '../../domain/chat-session/admission.ts';
import { instantOf, toIso } from '../../domain/shared/instant.ts';
import type { SessionId } from '../../domain/shared/ids.ts';
import { Attributes } from './attributes.ts';
import type { BanItem, InviteItem, JoinRequestItem } from './layout/index.ts';
import { banKey, inviteKey, joinRequestKey } from './layout/index.ts';

export const banItem = (sessionId: SessionId, { userId, bannedBy, bannedAt, reason }: Ban): BanItem => ({
  ...banKey(sessionId, userId),
  userId,
  bannedBy,
  bannedAt: toIso(bannedAt),
  reason,
});

export function readBan(item: unknown): Ban {
  const ban = new Attributes(item, 'ban');
  return {
    userId: ban.userId('userId'),
    bannedBy: ban.userId('bannedBy'),
    bannedAt: ban.instant('bannedAt'),
    reason: ban.textOrNull('reason'),
  };
}

export const joinRequestItem = (sessionId: SessionId, { userId, note, requestedAt }: JoinRequest): JoinRequestItem => ({
  ...joinRequestKey(sessionId, userId),
  userId,
  note,
  requestedAt: toIso(requestedAt),
});

export function readJoinRequest(item: unknown): JoinRequest {
  const request = new Attributes(item, 'join request');
  return {
    userId: request.userId('userId'),
    note: request.textOrNull('note'),
    requestedAt: request.instant('requestedAt'),
  };
}

export const inviteItem = (sessionId: SessionId, { userId, invitedBy, invitedAt, expiresAt }: Invite): InviteItem => ({
  ...inviteKey(userId, sessionId),
  sessionId,
  userId,
  invitedBy,
  invitedAt: toIso(invitedAt),
  expiresAt: Math.floor(expiresAt / 1000),
});

export function readInvite(item: unknown): Invite {
  const invite = new Attributes(item, 'invite');
  return {
    userId: invite.userId('userId'),
    invitedBy: invite.userId('invitedBy'),
    invitedAt: invite.instant('invitedAt'),
    expiresAt: instantOf(invite.count('expiresAt') * 1000),
  };
}
