import type { CallMeasure } from '../../domain/vocabulary/call-measures.ts';
import type { CallMode } from '../../domain/vocabulary/calls.ts';
import type { BusEvent } from './event-bus.ts';

/** Counts what happens, by kind, and measures calls: for dashboards. What is told twice may be counted twice. */
export interface EventCounts {
  /** Never rejects and never throws: a count is not worth a repetition. */
  count(event: CountedEvent): void;
  /** As `count`. */
  measure(call: MeasuredCall): void;
}

export interface CountedEvent {
  readonly type: BusEvent['type'];
  /** What kind of it: of a message, of a change. `null` where there is only one. */
  readonly kind: string | null;
}

/** A call that is over, without anything that tells it from others. */
export interface MeasuredCall {
  readonly mode: CallMode;
  /** Of one that nobody answered only `answered`; of one whose participants reported nothing, no quality. */
  readonly values: Readonly<Partial<Record<CallMeasure, number>>>;
}
