import { rateLimited, pacedOut, rateMomentOf } from '../../domain/vocabulary/rate-window.ts';
import type { Refusal } from '../../domain/vocabulary/refusal.ts';
import type { Clock } from '../ports/clock.ts';
import type { GuardedAct, RateGuards } from '../ports/rate-guards.ts';
import { tryAgain } from '../use-cases/refusals.ts';

export interface RateDependencies {
  readonly rateGuards: RateGuards;
  readonly clock: Clock;
}

/**
 * Counts an act, or says why it may not be done now. A rate whose limit is 0 is none. Refused: `RateLimited`, `TryAgain`.
 *
 * An act whose window was over before its count was durable may have been missed by an act of the next window, which had
 * looked at this one before. So it does not count as admitted; the same again is counted where it belongs.
 */
export async function refusalOfRate(
  { rateGuards, clock }: RateDependencies,
  { rate: asked, pace }: GuardedAct,
): Promise<Refusal | undefined> {
  const rate = asked?.limit === 0 ? null : asked;
  if (rate === null && pace === null) return undefined;
  const now = clock.now();
  const admission = await rateGuards.admit({ rate, pace }, now);
  if (rate !== null && admission.kind === 'tooMany') return rateLimited(rate.act, rate.limit, admission.retryAfterMs);
  if (pace !== null && admission.kind === 'tooSoon') return pacedOut(pace.seconds, admission.retryAfterMs);
  const windowAt = (at: number) => rate && rateMomentOf(rate.act, at).window;
  return windowAt(clock.now()) === windowAt(now) ? undefined : tryAgain;
}
