import type { SayPresence } from '../../domain/presence/device-sign.ts';
import { signOf } from '../../domain/presence/device-sign.ts';
import type { Presence } from '../../domain/presence/presence.ts';
import { presenceOf } from '../../domain/presence/presence.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import { done } from '../../domain/shared/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { Presences } from '../ports/presences.ts';
import { refusedWhenBusy } from './refusals.ts';

export interface SetPresenceDependencies {
  readonly presences: Presences;
  readonly clock: Clock;
}

export type SetPresence = SayPresence & { readonly user: UserId };

export interface PresenceSet {
  readonly user: UserId;
  /** Of the user, by all of their devices. */
  readonly presence: Presence;
  /** Whether watchers are to be told. */
  readonly told: boolean;
}

/** Takes a sign of one of the caller's devices. Refused: `BadInput`, `TryAgain`. */
export function setPresence({ presences, clock }: SetPresenceDependencies) {
  return ({ user, ...said }: SetPresence): Promise<Result<PresenceSet>> =>
    refusedWhenBusy(async () => {
      const sign = signOf(said, clock.now());
      if (!sign.ok) return sign;
      const { after, told } = await presences.note(user, sign.value);
      return done({ user, presence: presenceOf(after, sign.value.at), told });
    });
}
