import type { EventBus } from '../../application/ports/event-bus.ts';
import { busEventSource } from '../../domain/vocabulary/bus-events.ts';
import type { EventBus as LocalBus } from '../bus/event-bus.ts';

/** Puts what the reader `events` publishes on the bus of this machine. */
export const onLocalBus = (bus: LocalBus): EventBus => ({
  async publish(events) {
    for (const { type, detail } of events) {
      await bus.put({ source: busEventSource, detailType: type, detail: { ...detail } });
    }
  },
});
