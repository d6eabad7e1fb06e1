import type { EventCounts } from '../../application/ports/event-counts.ts';
import type { Metrics } from '../contract.ts';

/**
 * Counts what happens among the counters of this process: `events.MessageSent`, `events.MessageSent.TEXT`; what is measured of
 * calls among its figures: `calls.duration`, `calls.packetLoss` and the others of `CallMeasures`.
 */
export const onMetrics = (metrics: Pick<Metrics, 'count' | 'note'>): EventCounts => ({
  count({ type, kind }) {
    metrics.count(`events.${type}`);
    if (kind !== null) metrics.count(`events.${type}.${kind}`);
  },
  measure({ values }) {
    for (const [name, value] of Object.entries(values)) metrics.note(`calls.${name}`, value);
  },
});
