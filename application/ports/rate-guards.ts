import type { UserId } from '../../domain/shared/ids.ts';

/** What is counted, in one clock minute. */
export interface RatedAct {
  readonly user: UserId;
  readonly what: 'SEND';
  /** Whole minutes since the epoch. */
  readonly minute: number;
}

/** Counts what users do, over all of their devices. Adapters pass `test/contracts/rate-guards.contract.ts`. */
export interface RateGuards {
  /**
   * Counts the act unless it was counted `limit` times already; answers whether it was counted. Atomic.
   * @throws {StoreBusy}
   */
  admit(act: RatedAct, limit: number): Promise<boolean>;
}
