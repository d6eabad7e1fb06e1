import type { Instant } from '../../domain/shared/instant.ts';
import type { ClientMessageId, SessionId, UserId } from '../../domain/shared/ids.ts';
import type { RatedAct } from '../../domain/vocabulary/rate-window.ts';

/** What a user does only so often, over all devices and sessions. */
export interface Rated {
  readonly user: UserId;
  readonly act: RatedAct;
  /** How often within any window of the act, `rateWindowOf`; at least 1. */
  readonly limit: number;
}

/** What a member does only so long after the last time: posting in a session with slow mode. */
export interface Paced {
  readonly sessionId: SessionId;
  readonly user: UserId;
  /** Another time for the same message is no other time. */
  readonly clientMessageId: ClientMessageId;
  readonly seconds: number;
}

export interface GuardedAct {
  readonly rate: Rated | null;
  readonly pace: Paced | null;
}

export type Admission =
  /** It was counted. */
  | { readonly kind: 'admitted' }
  /** Nothing was counted: the rate's limit is reached. */
  | { readonly kind: 'tooMany'; readonly retryAfterMs: number }
  /** Nothing was counted: the last time was less than the pace ago. */
  | { readonly kind: 'tooSoon'; readonly retryAfterMs: number };

/** Counts what users do. Adapters pass `test/contracts/rate-guards.contract.ts`. */
export interface RateGuards {
  /**
   * Counts an act at `now`, for its rate and for its pace, both or neither: exact under any number at once. What was
   * counted for a window after the clock had left it may have been missed by an act of the next one, so that whoever asks
   * looks at the clock again: `application/rates/refusal-of-rate.ts`. @throws {StoreBusy}
   */
  admit(act: GuardedAct, now: Instant): Promise<Admission>;
}
