import type { Instant } from '../shared/instant.ts';
import type { UserId } from '../shared/ids.ts';

/** A user is kept out of a session. */
export interface Ban {
  readonly userId: UserId;
  readonly bannedBy: UserId;
  readonly bannedAt: Instant;
  readonly reason: string | null;
}

/** A user asks to be let in. */
export interface JoinRequest {
  readonly userId: UserId;
  readonly note: string | null;
  readonly requestedAt: Instant;
}

/** A user may enter until a time. */
export interface Invite {
  readonly userId: UserId;
  readonly invitedBy: UserId;
  readonly invitedAt: Instant;
  /** In whole seconds. */
  readonly expiresAt: Instant;
}

/** Those whose time is not over. */
export const standingInvites = <Item extends Invite>(invites: readonly Item[], now: Instant): readonly Item[] =>
  invites.filter(({ expiresAt }) => expiresAt > now);
