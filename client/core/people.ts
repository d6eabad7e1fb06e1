import { PresenceStatus } from '../../domain/vocabulary/presence.ts';
import { MemberRole } from '../../domain/vocabulary/sessions.ts';
import type * as Schema from '../../generated/schema.ts';
import { field, nullable, oneOf, text } from './decode.ts';
import type { Decoder } from './decode.ts';
import { pageOf } from './model.ts';

/** Whether someone is there. */
export type Presence = Omit<Schema.Presence, 'channels'>;

export const presence: Decoder<Presence> = (value, path) => ({
  userId: field(value, 'userId', path, text),
  status: field(value, 'status', path, oneOf(PresenceStatus)),
  note: field(value, 'note', path, nullable(text)),
  lastSeenAt: field(value, 'lastSeenAt', path, nullable(text)),
  expiresAt: field(value, 'expiresAt', path, nullable(text)),
});

export type Member = Schema.Member;

export const member: Decoder<Member> = (value, path) => ({
  userId: field(value, 'userId', path, text),
  role: field(value, 'role', path, oneOf(MemberRole)),
  joinedAt: field(value, 'joinedAt', path, text),
  mutedUntil: field(value, 'mutedUntil', path, nullable(text)),
});

export const memberPage = pageOf(member);

export const ban: Decoder<Schema.Ban> = (value, path) => ({
  userId: field(value, 'userId', path, text),
  bannedBy: field(value, 'bannedBy', path, text),
  bannedAt: field(value, 'bannedAt', path, text),
  reason: field(value, 'reason', path, nullable(text)),
});

export const joinRequest: Decoder<Schema.JoinRequest> = (value, path) => ({
  sessionId: field(value, 'sessionId', path, text),
  userId: field(value, 'userId', path, text),
  note: field(value, 'note', path, nullable(text)),
  requestedAt: field(value, 'requestedAt', path, text),
});

export const invite: Decoder<Schema.Invite> = (value, path) => ({
  sessionId: field(value, 'sessionId', path, text),
  sessionName: field(value, 'sessionName', path, nullable(text)),
  userId: field(value, 'userId', path, text),
  invitedBy: field(value, 'invitedBy', path, text),
  invitedAt: field(value, 'invitedAt', path, text),
  expiresAt: field(value, 'expiresAt', path, text),
});

export const blockedUser: Decoder<Schema.BlockedUser> = (value, path) => ({
  userId: field(value, 'userId', path, text),
  blockedAt: field(value, 'blockedAt', path, text),
});
