import { PresenceStatus } from '../../domain/vocabulary/presence.ts';
import { MemberRole } from '../../domain/vocabulary/sessions.ts';
import type * as Schema from '../../generated/schema.ts';
import { fields, nullable, oneOf, text } from './decode.ts';
import type { Decoder } from './decode.ts';
import { pageOf } from './model.ts';

/** Whether someone is there. */
export type Presence = Omit<Schema.Presence, 'channels'>;

export const presence: Decoder<Presence> = /* @__PURE__ */ fields({
  userId: text,
  status: oneOf(PresenceStatus),
  note: nullable(text),
  lastSeenAt: nullable(text),
  expiresAt: nullable(text),
});

export type Member = Schema.Member;

export const member: Decoder<Member> = /* @__PURE__ */ fields({
  userId: text,
  role: oneOf(MemberRole),
  joinedAt: text,
  mutedUntil: nullable(text),
});

export const memberPage = pageOf(member);

export const ban: Decoder<Schema.Ban> = /* @__PURE__ */ fields({
  userId: text,
  bannedBy: text,
  bannedAt: text,
  reason: nullable(text),
});

export const joinRequest: Decoder<Schema.JoinRequest> = /* @__PURE__ */ fields({
  sessionId: text,
  userId: text,
  note: nullable(text),
  requestedAt: text,
});

export const invite: Decoder<Schema.Invite> = /* @__PURE__ */ fields({
  sessionId: text,
  sessionName: nullable(text),
  userId: text,
  invitedBy: text,
  invitedAt: text,
  expiresAt: text,
});

export const blockedUser: Decoder<Schema.BlockedUser> = /* @__PURE__ */ fields({
  userId: text,
  blockedAt: text,
});
