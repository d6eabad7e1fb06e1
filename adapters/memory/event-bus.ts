import type { BusEvent, EventBus } from '../../application/ports/event-bus.ts';

/** Keeps what was published, in order. */
export class MemoryEventBus implements EventBus {
  readonly published: BusEvent[] = [];

  async publish(events: readonly BusEvent[]): Promise<void> {
    this.published.push(...events);
  }
}
