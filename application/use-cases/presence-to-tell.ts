import { presenceOf } from '../../domain/presence/presence.ts';
import { parseUserId } from '../../domain/shared/ids.ts';
import { done, refused } from '../../domain/shared/result.ts';
import { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import type { Clock } from '../ports/clock.ts';
import type { PresenceService } from '../ports/presence-service.ts';
import type { Presences } from '../ports/presences.ts';
import { refusedWhenBusy } from './refusals.ts';

/**
 * A user's presence as it is stored, for whoever listens to it: whoever asks is no user. Refused: `BadInput` for what can be no
 * user's id, `TryAgain`.
 */
export const presenceToTell =
  ({
    presences,
    clock,
  }: {
    readonly presences: Pick<Presences, 'of'>;
    readonly clock: Clock;
  }): PresenceService['presenceToTell'] =>
  ({ userId }) =>
    refusedWhenBusy(async () => {
      const user = parseUserId(userId);
      if (user === undefined) return refused({ code: ErrorCode.BadInput, why: 'userId can be no user' });
      const signs = (await presences.of([user])).get(user) ?? [];
      return done({ user, presence: presenceOf(signs, clock.now()) });
    });
