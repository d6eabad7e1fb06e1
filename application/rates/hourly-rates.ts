import type { UserId } from '../../domain/shared/ids.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import type { Refusal } from '../../domain/vocabulary/refusal.ts';
import type { HourlyRates } from '../ports/hourly-rates.ts';
import type { RateDependencies } from './refusal-of-rate.ts';
import { refusalOfRate } from './refusal-of-rate.ts';

/** Counts an entering, or an asking for it, which is one act. Refused: `RateLimited`, `TryAgain`. */
export const refusalOfJoinRate = (
  dependencies: RateDependencies & Pick<HourlyRates, 'joinsPerHour'>,
  user: UserId,
): Promise<Refusal | undefined> =>
  refusalOfRate(dependencies, { rate: { user, act: 'JOIN', limit: dependencies.joinsPerHour }, pace: null });

/** Counts the opening of a session. Refused: `RateLimited`, `TryAgain`. */
export const refusalOfOpeningRate = (
  dependencies: RateDependencies & Pick<HourlyRates, 'sessionsPerHour'>,
  user: UserId,
): Promise<Refusal | undefined> =>
  refusalOfRate(dependencies, { rate: { user, act: 'CREATE', limit: dependencies.sessionsPerHour }, pace: null });

/** Counts an upload that is asked for. Refused: `RateLimited`, `TryAgain`. */
export const refusalOfUploadRate = (dependencies: RateDependencies, user: UserId): Promise<Refusal | undefined> =>
  refusalOfRate(dependencies, { rate: { user, act: 'UPLOAD', limit: Limits.uploadsPerHour }, pace: null });
