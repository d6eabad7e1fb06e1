import type { EventCounts } from '../ports/event-counts.ts';
import type { JobWorker } from '../ports/job-queue.ts';
import type { DeliveredEvent } from './bus-events.ts';
import { deliveredEvent } from './bus-events.ts';
import { measuredCall } from './measured-call.ts';

/** Events that are remembered, so that one which comes twice within a while counts once. */
const remembered = 10_000;

/** Counts what the bus delivers, and measures the calls that are over. */
export function metrics({ counts }: { readonly counts: EventCounts }): JobWorker<DeliveredEvent> {
  const seen = new Set<string>();
  return {
    name: 'metrics',
    parse: deliveredEvent,
    async work(event) {
      const { type, eventId, facts } = event;
      if (seen.has(eventId)) return { kind: 'done' };
      const [oldest] = seen;
      if (seen.size >= remembered && oldest !== undefined) seen.delete(oldest);
      seen.add(eventId);
      counts.count({ type, kind: kindIn(facts) });
      const call = measuredCall(event);
      if (call !== undefined) counts.measure(call);
      return { kind: 'done' };
    },
  };
}

/** Only words of the vocabulary stand in these, so that there are few of them. */
function kindIn({ kind, change, state }: DeliveredEvent['facts']): string | null {
  const word = [kind, change, state].find((value) => typeof value === 'string');
  return typeof word === 'string' && /^[A-Z_]{1,40}$/.test(word) ? word : null;
}
