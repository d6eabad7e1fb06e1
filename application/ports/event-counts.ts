import type { BusEvent } from './event-bus.ts';

/** Counts what happens, by kind: for dashboards. An event that is told twice may be counted twice. */
export interface EventCounts {
  /** Never rejects and never throws: a count is not worth a repetition. */
  count(event: CountedEvent): void;
}

export interface CountedEvent {
  readonly type: BusEvent['type'];
  /** What kind of it: of a message, of a change. `null` where there is only one. */
  readonly kind: string | null;
}
