import { join } from 'node:path';
import type { Clock, JsonObject } from '../contract.ts';
import { Journal } from './journal.ts';

/** A message as it waits. */
export interface WaitingMessage {
  readonly id: string;
  readonly body: string;
  /** Epoch milliseconds. */
  readonly sentAt: number;
  readonly receives: number;
}

/** A message in someone's hands, until `changeVisibility` or the time-out says otherwise. */
export interface ReceivedMessage extends WaitingMessage {
  /** Names this receipt: an older one of the same message is worth nothing any more. */
  readonly receiptHandle: string;
}

export interface LocalQueueSettings {
  readonly name: string;
  /** The folder of all queues. */
  readonly folder: string;
  readonly clock: Clock;
  readonly uuid: () => string;
  /** How long a received message is hidden from others. */
  readonly visibilitySeconds: number;
  /** Where a message goes that was received too often. */
  readonly redrive?: { readonly deadLetters: LocalQueue; readonly maxReceives: number };
}

interface Held {
  readonly id: string;
  readonly body: string;
  readonly sentAt: number;
  receives: number;
  visibleAt: number;
  receipt: string | undefined;
}

/** Journals are rewritten once so many of their lines are of messages that are gone. */
const garbageKept = 5_000;

/**
 * What SQS promises of a standard queue, in this process and durable: a message that was sent is received at least once, by
 * one at a time, again when nobody deleted it in time, and becomes a dead letter when that happens too often.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
 *
 * After a restart everything is visible, but for what was sent with a delay.
 */
export class LocalQueue {
  readonly name: string;
  readonly #settings: LocalQueueSettings;
  readonly #journal: Journal;
  readonly #held = new Map<string, Held>();
  readonly #receipts = new Map<string, Held>();
  readonly #listeners = new Set<() => void>();

  constructor(settings: LocalQueueSettings) {
    this.name = settings.name;
    this.#settings = settings;
    this.#journal = new Journal(join(settings.folder, `${settings.name}.jsonl`));
    for (const entry of this.#journal.entries()) this.#replay(entry);
    this.#journal.rewrite([...this.#held.values()].map(lineOf));
  }

  /** Durable when it returns. Answers the ids, in order. */
  send(bodies: readonly string[], delaySeconds = 0): readonly string[] {
    const { clock, uuid } = this.#settings;
    const now = clock.now();
    const messages = bodies.map((body): Held => {
      const visibleAt = now + delaySeconds * 1000;
      return { id: uuid(), body, sentAt: now, receives: 0, visibleAt, receipt: undefined };
    });
    this.#journal.append(...messages.map(lineOf));
    for (const message of messages) this.#held.set(message.id, message);
    this.#changed();
    return messages.map(({ id }) => id);
  }

  /** At most `limit` visible messages, the oldest first, each hidden from now on. Those received too often are moved away. */
  receive(limit: number): readonly ReceivedMessage[] {
    const { clock, uuid, visibilitySeconds, redrive } = this.#settings;
    const now = clock.now();
    const received: ReceivedMessage[] = [];
    for (const message of this.#held.values()) {
      if (received.length >= limit) break;
      if (message.visibleAt > now) continue;
      if (redrive !== undefined && message.receives >= redrive.maxReceives) {
        redrive.deadLetters.send([message.body]);
        this.#forget(message);
        continue;
      }
      message.receives += 1;
      message.visibleAt = now + visibilitySeconds * 1000;
      this.#takeBack(message);
      message.receipt = uuid();
      this.#receipts.set(message.receipt, message);
      this.#journal.append({ received: message.id });
      received.push({ ...shown(message), receiptHandle: message.receipt });
    }
    return received;
  }

  /** Nothing happens where the receipt is of an earlier receiving. */
  delete(receiptHandle: string): void {
    const message = this.#receipts.get(receiptHandle);
    if (message !== undefined) this.#forget(message);
  }

  /** Nothing happens where the receipt is of an earlier receiving. */
  changeVisibility(receiptHandle: string, seconds: number): void {
    const message = this.#receipts.get(receiptHandle);
    if (message === undefined) return;
    message.visibleAt = this.#settings.clock.now() + seconds * 1000;
    this.#changed();
  }

  /** Moves everything that waits to another queue, as `StartMessageMoveTask` does. Answers how many that were. */
  moveAll(to: LocalQueue): number {
    const messages = [...this.#held.values()];
    to.send(messages.map(({ body }) => body));
    for (const message of messages) this.#forget(message);
    return messages.length;
  }

  /** Drops what was sent before then, as SQS does after a queue's retention period. Answers how many that were. */
  dropSentBefore(epochMs: number): number {
    const old = [...this.#held.values()].filter(({ sentAt }) => sentAt < epochMs);
    for (const message of old) this.#forget(message);
    return old.length;
  }

  /** Everything that is in it, hidden or not, the oldest first. */
  waiting(): readonly WaitingMessage[] {
    return [...this.#held.values()].map(shown);
  }

  /** When the next message can be received, in epoch milliseconds; `undefined` when there is none. */
  nextVisibleAt(): number | undefined {
    let next: number | undefined;
    for (const { visibleAt } of this.#held.values()) next = Math.min(next ?? visibleAt, visibleAt);
    return next;
  }

  /** Calls whenever `nextVisibleAt` may have become earlier. Answers how to end that. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#journal.close();
  }

  #forget(message: Held): void {
    this.#journal.append({ gone: message.id });
    this.#takeBack(message);
    this.#held.delete(message.id);
    if (this.#journal.lines > 2 * this.#held.size + garbageKept) {
      this.#journal.rewrite([...this.#held.values()].map(lineOf));
    }
  }

  #takeBack({ receipt }: Held): void {
    if (receipt !== undefined) this.#receipts.delete(receipt);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }

  #replay({ sent, body, sentAt, visibleAt, receives, received, gone }: JsonObject): void {
    if (typeof sent === 'string' && typeof body === 'string' && typeof sentAt === 'number') {
      const from = typeof visibleAt === 'number' ? visibleAt : sentAt;
      const count = typeof receives === 'number' ? receives : 0;
      this.#held.set(sent, { id: sent, body, sentAt, receives: count, visibleAt: from, receipt: undefined });
    }
    const message = typeof received === 'string' ? this.#held.get(received) : undefined;
    if (message !== undefined) message.receives += 1;
    if (typeof gone === 'string') this.#held.delete(gone);
  }
}

const shown = ({ id, body, sentAt, receives }: Held): WaitingMessage => ({ id, body, sentAt, receives });

const lineOf = ({ id, body, sentAt, visibleAt, receives }: Held): JsonObject => ({
  sent: id,
  body,
  sentAt,
  visibleAt,
  receives,
});
