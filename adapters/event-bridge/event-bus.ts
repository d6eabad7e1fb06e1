import type { BusEvent, EventBus } from '../../application/ports/event-bus.ts';
import { BusUnavailable } from '../../application/ports/event-bus.ts';
import { busEventSource } from '../../domain/vocabulary/bus-events.ts';
import { AwsJson, fieldOf, type AwsAccess, type AwsAnswer } from '../aws-json/aws-json.ts';

export interface EventBridgeAccess extends AwsAccess {
  /** The bus's name or ARN. */
  readonly busName: string;
}

/** Entries that one request takes. */
const atOnce = 10;

/**
 * EventBridge over its JSON wire.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 *
 * An answer may take some entries and refuse others. Those that were refused are sent once more and then given back to the
 * caller with the rest, who publishes all of them again.
 */
export class EventBridgeBus implements EventBus {
  readonly #busName: string;
  readonly #service: AwsJson;

  constructor(access: EventBridgeAccess) {
    this.#busName = access.busName;
    this.#service = new AwsJson('events', access);
  }

  async publish(events: readonly BusEvent[]): Promise<void> {
    for (let from = 0; from < events.length; from += atOnce) {
      const refused = await this.#put(events.slice(from, from + atOnce));
      const stillRefused = refused.length === 0 ? [] : await this.#put(refused);
      if (stillRefused.length > 0) throw new BusUnavailable(`it did not take ${stillRefused.length} of them`);
    }
  }

  /** Answers those that were not taken. */
  async #put(events: readonly BusEvent[]): Promise<readonly BusEvent[]> {
    const entries = events.map(({ type, detail }) => ({
      Source: busEventSource,
      DetailType: type,
      Detail: JSON.stringify(detail),
      EventBusName: this.#busName,
      Time: Math.floor(Date.parse(detail.occurredAt) / 1000),
    }));
    const { status, body } = await this.#send({ Entries: entries });
    if (status !== 200) throw new BusUnavailable(`it answered with status ${status}`);
    const taken = takenIn(body);
    if (taken?.length !== events.length) throw new BusUnavailable('its answer does not fit the question');
    return events.filter((_, i) => taken[i] !== true);
  }

  async #send(input: object): Promise<AwsAnswer> {
    try {
      return await this.#service.ask('AWSEvents.PutEvents', input);
    } catch (cause) {
      throw new BusUnavailable('it does not answer', { cause });
    }
  }
}

/** Which entries were taken, in order; `undefined` for what is no such answer. */
function takenIn(body: object | undefined): readonly boolean[] | undefined {
  const entries = fieldOf(body, 'Entries');
  if (!Array.isArray(entries)) return undefined;
  return entries.map((entry: unknown) => {
    const id = typeof entry === 'object' && entry !== null ? fieldOf(entry, 'EventId') : undefined;
    return typeof id === 'string';
  });
}
