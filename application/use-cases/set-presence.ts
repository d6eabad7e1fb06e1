import { signOf } from '../../domain/presence/device-sign.ts';
import { presenceOf } from '../../domain/presence/presence.ts';
import { done } from '../../domain/shared/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { PresenceService } from '../ports/presence-service.ts';
import type { Presences } from '../ports/presences.ts';
import { refusedWhenBusy } from './refusals.ts';

export interface SetPresenceDependencies {
  readonly presences: Presences;
  readonly clock: Clock;
}

/** Takes a sign of one of the caller's devices. Refused: `BadInput`, `TryAgain`. */
export function setPresence({ presences, clock }: SetPresenceDependencies): PresenceService['setPresence'] {
  return ({ user, ...said }) =>
    refusedWhenBusy(async () => {
      const sign = signOf(said, clock.now());
      if (!sign.ok) return sign;
      const { after, told } = await presences.note(user, sign.value);
      return done({ user, presence: presenceOf(after, sign.value.at), told });
    });
}
