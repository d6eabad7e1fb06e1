import type { EventCounts } from '../../application/ports/event-counts.ts';
import type { Metrics } from '../contract.ts';

/** Counts what happens among the counters of this process: `events.MessageSent`, `events.MessageSent.TEXT`. */
export const onMetrics = (metrics: Pick<Metrics, 'count'>): EventCounts => ({
  count({ type, kind }) {
    metrics.count(`events.${type}`);
    if (kind !== null) metrics.count(`events.${type}.${kind}`);
  },
});
