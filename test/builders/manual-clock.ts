import type { Clock } from '../../application/ports/clock.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { instantOf, later } from '../../domain/shared/instant.ts';

export const noon: Instant = instantOf(Date.UTC(2026, 10, 21, 12));

/** Stands still until told otherwise. */
export class ManualClock implements Clock {
  #now: Instant;

  constructor(start: Instant = noon) {
    this.#now = start;
  }

  now(): Instant {
    return this.#now;
  }

  pass(milliseconds: number): void {
    this.#now = later(this.#now, milliseconds);
  }
}
