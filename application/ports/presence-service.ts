import type { SayPresence } from '../../domain/presence/device-sign.ts';
import type { Presence } from '../../domain/presence/presence.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';

export type SetPresence = SayPresence & { readonly user: UserId };

export interface PresenceOfUser {
  readonly user: UserId;
  readonly presence: Presence;
}

/** The user's presence by all of their devices. */
export interface PresenceSet extends PresenceOfUser {
  /** Whether watchers are to be told. */
  readonly told: boolean;
}

export interface WatchPresence {
  readonly user: UserId;
  readonly sessionId: string;
  /** 1 to 100. */
  readonly userIds: readonly string[];
}

/** Users who were asked for, in that order and each once. */
export interface Watched {
  readonly sessionId: SessionId;
  readonly asked: readonly UserId[];
  /** Those of them whose presence the caller may see. */
  readonly visible: readonly UserId[];
}

/** What the border of the API may ask of presence. Answered by the use cases of these names. */
export interface PresenceService {
  readonly setPresence: (wish: SetPresence) => Promise<Result<PresenceSet>>;
  /** A user's presence as it is stored, for this installation's own services to tell of. */
  readonly presenceToTell: (wish: { readonly userId: string }) => Promise<Result<PresenceOfUser>>;
  readonly readPresence: (wish: WatchPresence) => Promise<Result<readonly PresenceOfUser[]>>;
  readonly watchPresence: (wish: WatchPresence) => Promise<Result<Watched>>;
}
