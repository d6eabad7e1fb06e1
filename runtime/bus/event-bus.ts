import type { JsonObject, Log, Metrics } from '../contract.ts';

/** An event as EventBridge delivers it, as far as consumers here read it. */
export interface BusEvent {
  readonly id: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: JsonObject;
}

export type BusConsumer = (event: BusEvent) => Promise<void>;

export interface EventBus {
  /** Delivers to every matching consumer, one after the other. As on EventBridge, an event that no rule matches is dropped. */
  put(event: Omit<BusEvent, 'id'>): Promise<{ readonly eventId: string; readonly matched: number }>;
  /** Adds a rule: events of this source and detail type go to `consumer`. */
  on(rule: { readonly source: string; readonly detailType: string }, consumer: BusConsumer): void;
}

/** The local stand-in for the default EventBridge bus. */
export const createEventBus = (parts: {
  readonly metrics: Metrics;
  readonly log: Log;
  readonly uuid: () => string;
}): EventBus => {
  const rules: { readonly source: string; readonly detailType: string; readonly consumer: BusConsumer }[] = [];
  return {
    async put(event) {
      const eventId = parts.uuid();
      const matching = rules.filter((rule) => rule.source === event.source && rule.detailType === event.detailType);
      parts.metrics.count(matching.length > 0 ? 'bus.matched' : 'bus.unmatched');
      for (const { consumer } of matching) {
        try {
          await consumer({ ...event, id: eventId });
        } catch (error) {
          parts.metrics.count('bus.failed');
          parts.log.error('bus.consumer-failed', {
            eventId,
            detailType: event.detailType,
            error: error instanceof Error ? error.name : 'unknown',
          });
        }
      }
      return { eventId, matched: matching.length };
    },
    on(rule, consumer) {
      rules.push({ ...rule, consumer });
    },
  };
};
