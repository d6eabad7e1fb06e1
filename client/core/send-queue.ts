import type { Draft } from './drafts.ts';
import { ChatError, ClientErrorCode, chatErrorFrom } from './errors.ts';
import type { Message } from './message.ts';
import { createState } from './state.ts';
import type { State } from './state.ts';
import { waitBefore } from './world.ts';
import type { World } from './world.ts';

/**
 * A message on its way out.
 *
 *     send ──> queued ──acknowledged──> sent
 *                │ ▲                      ▲
 *        refused │ │ retry                │ seen live before the answer
 *                ▼ │                      │
 *               failed ───────────────────┘
 *
 * `key` is the client message id: the same in every attempt, so that a message is one however often it is sent.
 */
export interface Outgoing {
  readonly key: string;
  readonly draft: Draft;
  /** Epoch milliseconds of the local clock. */
  readonly queuedAt: number;
  readonly progress:
    | { readonly state: 'queued' }
    | { readonly state: 'sent'; readonly message: Message }
    | { readonly state: 'failed'; readonly error: ChatError };
}

export interface SendQueueOptions {
  /** Sends once; must be repeatable under the same key. */
  readonly deliver: (outgoing: { readonly key: string; readonly draft: Draft }) => Promise<Message>;
  readonly acknowledged: (message: Message) => void;
  readonly world: World;
}

const backoff = { firstMs: 500, mostMs: 30_000 };

/** Refusals that call for another attempt are followed this often; a lost network is waited out without end. */
const mostAttempts = 8;

/** Sends one message after the other, in the order they were written. */
export class SendQueue {
  readonly #options: SendQueueOptions;
  readonly #entries = createState<readonly Outgoing[]>([]);
  readonly #waiting = new Map<string, { resolve: (message: Message) => void; reject: (error: ChatError) => void }>();
  #busy = false;
  #attempt = 0;
  #cancelWait: (() => void) | undefined;
  #stopped = false;

  constructor(options: SendQueueOptions) {
    this.#options = options;
  }

  get entries(): State<readonly Outgoing[]> {
    return this.#entries;
  }

  /** Queues a draft; under a key that is queued already, nothing new. Settles when the server has it or refused it. */
  send(draft: Draft, key: string): Promise<Message> {
    const held = this.#find(key);
    if (held?.progress.state === 'sent') return Promise.resolve(held.progress.message);
    if (held === undefined) {
      const queued: Outgoing = { key, draft, queuedAt: this.#options.world.now(), progress: { state: 'queued' } };
      this.#entries.set([...this.#entries.get(), queued]);
    } else if (held.progress.state === 'failed') {
      this.#update(key, { state: 'queued' });
    }
    const outcome = this.#outcomeOf(key);
    // The entry's own state tells of a refusal too, so nobody has to wait for this promise.
    outcome.catch(() => undefined);
    this.#flush();
    return outcome;
  }

  /** Sends a failed message again, under the key it had. */
  retry(key: string): void {
    if (this.#find(key)?.progress.state !== 'failed') return;
    this.#update(key, { state: 'queued' });
    this.#flush();
  }

  /** Forgets a message that the server refused. */
  discard(key: string): void {
    if (this.#find(key)?.progress.state !== 'failed') return;
    this.#entries.set(this.#entries.get().filter((entry) => entry.key !== key));
  }

  /** A message of the log may be one of ours whose answer was lost. */
  seen(message: Message): void {
    const held = this.#find(message.clientMessageId);
    if (held === undefined || held.progress.state === 'sent') return;
    this.#settle(held.key, message);
  }

  /** The network is back, or someone is looking: no need to wait any longer. */
  wake(): void {
    if (this.#cancelWait === undefined) return;
    this.#cancelWait();
    this.#cancelWait = undefined;
    this.#flush();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelWait?.();
    const gone = new ChatError(ClientErrorCode.NetworkLost, 'unable to send the message; the session was closed', {
      retryable: true,
    });
    for (const { reject } of this.#waiting.values()) reject(gone);
    this.#waiting.clear();
  }

  #flush(): void {
    if (this.#busy || this.#stopped || this.#cancelWait !== undefined) return;
    const next = this.#entries.get().find(({ progress }) => progress.state === 'queued');
    if (next === undefined) return;
    this.#busy = true;
    void this.#attemptTo(next).finally(() => {
      this.#busy = false;
      this.#flush();
    });
  }

  async #attemptTo({ key, draft }: Outgoing): Promise<void> {
    try {
      const message = await this.#options.deliver({ key, draft });
      this.#attempt = 0;
      if (this.#find(key)?.progress.state === 'queued') this.#settle(key, message);
    } catch (cause) {
      this.#refused(key, chatErrorFrom(cause));
    }
  }

  #refused(key: string, error: ChatError): void {
    // Seen in the log meanwhile: only the answer was lost.
    if (this.#stopped || this.#find(key)?.progress.state !== 'queued') return;
    this.#attempt += 1;
    const endless = error.code === ClientErrorCode.NetworkLost;
    if (error.retryable && (endless || this.#attempt < mostAttempts)) {
      const { world } = this.#options;
      const wait = Math.max(
        error.retryAfterMs ?? 0,
        waitBefore(this.#attempt - 1, backoff, () => world.random()),
      );
      this.#cancelWait = world.after(wait, () => {
        this.#cancelWait = undefined;
        this.#flush();
      });
      return;
    }
    this.#attempt = 0;
    this.#update(key, { state: 'failed', error });
    this.#waiting.get(key)?.reject(error);
    this.#waiting.delete(key);
  }

  #settle(key: string, message: Message): void {
    this.#update(key, { state: 'sent', message });
    this.#waiting.get(key)?.resolve(message);
    this.#waiting.delete(key);
    this.#options.acknowledged(message);
  }

  #outcomeOf(key: string): Promise<Message> {
    return new Promise((resolve, reject) => {
      const earlier = this.#waiting.get(key);
      this.#waiting.set(key, {
        resolve: (message) => {
          earlier?.resolve(message);
          resolve(message);
        },
        reject: (error) => {
          earlier?.reject(error);
          reject(error);
        },
      });
    });
  }

  #find(key: string): Outgoing | undefined {
    return this.#entries.get().find((entry) => entry.key === key);
  }

  #update(key: string, progress: Outgoing['progress']): void {
    this.#entries.set(this.#entries.get().map((entry) => (entry.key === key ? { ...entry, progress } : entry)));
  }
}
