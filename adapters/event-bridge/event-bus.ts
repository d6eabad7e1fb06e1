import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { BusEvent, EventBus } from '../../application/ports/event-bus.ts';
import { BusUnavailable } from '../../application/ports/event-bus.ts';
import { busEventSource } from '../../domain/vocabulary/bus-events.ts';

export interface EventBridgeAccess {
  /** `https://events.<region>.amazonaws.com`, or a server that stands for it. */
  readonly endpoint: URL;
  readonly region: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  /** The bus's name or ARN. */
  readonly busName: string;
  /** How long one request may take, in milliseconds. */
  readonly timeoutMs: number;
}

/** Entries that one request takes. */
const atOnce = 10;

/**
 * EventBridge over its JSON wire: one operation is not worth an SDK.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 *
 * An answer may take some entries and refuse others. Those that were refused are sent once more and then given back to the
 * caller with the rest, who publishes all of them again.
 */
export class EventBridgeBus implements EventBus {
  readonly #access: EventBridgeAccess;
  readonly #signer: SignatureV4;

  constructor(access: EventBridgeAccess) {
    this.#access = access;
    const { region, credentials } = access;
    this.#signer = new SignatureV4({ service: 'events', region, credentials, sha256: Sha256 });
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
    const { busName } = this.#access;
    const entries = events.map(({ type, detail }) => ({
      Source: busEventSource,
      DetailType: type,
      Detail: JSON.stringify(detail),
      EventBusName: busName,
      Time: Math.floor(Date.parse(detail.occurredAt) / 1000),
    }));
    const { status, text } = await this.#send(JSON.stringify({ Entries: entries }));
    if (status !== 200) throw new BusUnavailable(`it answered with status ${status}`);
    const taken = takenIn(text);
    if (taken?.length !== events.length) throw new BusUnavailable('its answer does not fit the question');
    return events.filter((_, i) => taken[i] !== true);
  }

  async #send(body: string): Promise<{ readonly status: number; readonly text: string }> {
    const { endpoint, timeoutMs } = this.#access;
    try {
      const { headers } = await this.#signer.sign({
        method: 'POST',
        protocol: endpoint.protocol,
        hostname: endpoint.hostname,
        path: '/',
        query: {},
        headers: {
          host: endpoint.host,
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': 'AWSEvents.PutEvents',
        },
        body,
      });
      const signal = AbortSignal.timeout(timeoutMs);
      const response = await fetch(new URL('/', endpoint), {
        method: 'POST',
        headers,
        body,
        signal,
        redirect: 'error',
      });
      return { status: response.status, text: await response.text() };
    } catch (cause) {
      throw new BusUnavailable('it does not answer', { cause });
    }
  }
}

/** Which entries were taken, in order; `undefined` for what is no such answer. */
function takenIn(text: string): readonly boolean[] | undefined {
  const entries = entriesIn(text);
  return entries?.map((entry: unknown) => {
    const id: unknown = typeof entry === 'object' && entry !== null && 'EventId' in entry ? entry.EventId : undefined;
    return typeof id === 'string';
  });
}

function entriesIn(text: string): readonly unknown[] | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    const entries: unknown =
      typeof answer === 'object' && answer !== null && 'Entries' in answer ? answer.Entries : undefined;
    return Array.isArray(entries) ? entries : undefined;
  } catch {
    return undefined;
  }
}
