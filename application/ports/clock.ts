import type { Instant } from '../../domain/shared/instant.ts';

/** The server's clock: for display, rates and grace times, never for order. */
export interface Clock {
  now(): Instant;
}
