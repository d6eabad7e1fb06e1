import { presenceOf, unseen } from '../../domain/presence/presence.ts';
import { done } from '../../domain/shared/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { PresenceService } from '../ports/presence-service.ts';
import type { Presences } from '../ports/presences.ts';
import { refusedWhenBusy } from './refusals.ts';
import type { WatchPresenceDependencies } from './watch-presence.ts';
import { watchPresence } from './watch-presence.ts';

export interface ReadPresenceDependencies extends WatchPresenceDependencies {
  readonly presences: Presences;
  readonly clock: Clock;
}

/**
 * The presence of each user asked for, in that order and each once. Who may not be seen is OFFLINE and was never seen, like
 * someone who never was there. Refused: `SessionNotFound`, `BadInput`, `TryAgain`.
 */
export function readPresence({
  presences,
  clock,
  ...dependencies
}: ReadPresenceDependencies): PresenceService['readPresence'] {
  const watch = watchPresence(dependencies);
  return (wish) =>
    refusedWhenBusy(async () => {
      const watched = await watch(wish);
      if (!watched.ok) return watched;
      const { asked, visible } = watched.value;
      const [signs, now] = [await presences.of(visible), clock.now()];
      return done(
        asked.map((user) => {
          const seen = signs.get(user);
          return { user, presence: seen === undefined ? unseen : presenceOf(seen, now) };
        }),
      );
    });
}
