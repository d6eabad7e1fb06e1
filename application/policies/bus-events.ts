import { BusEventType, busEventSource } from '../../domain/vocabulary/bus-events.ts';

/** An event as the bus delivers it, its facts not yet read. */
export interface DeliveredEvent {
  readonly type: BusEventType;
  /** The event's own name, which is the same under redelivery. */
  readonly eventId: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/**
 * Reads what a rule of the bus delivers; `undefined` for what is none of this system's events.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html
 */
export function deliveredEvent(body: unknown): DeliveredEvent | undefined {
  const event = fieldsOf(body);
  const facts = fieldsOf(event?.['detail']);
  const type = Object.values(BusEventType).find((known) => known === event?.['detail-type']);
  const eventId = facts?.['eventId'];
  if (event?.['source'] !== busEventSource || type === undefined) return undefined;
  return facts === undefined || typeof eventId !== 'string' ? undefined : { type, eventId, facts };
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : undefined;
