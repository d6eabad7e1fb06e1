import type { Draft } from './drafts.ts';
import { ChatError, ClientErrorCode, chatErrorFrom } from './errors.ts';
import type { ChatErrorCode } from './errors.ts';
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
  /** When it was written, in epoch milliseconds of the local clock. */
  readonly queuedAt: number;
  /** When somebody last asked for it to be sent, on the same clock. */
  readonly since: number;
  readonly progress: UnsentProgress | { readonly state: 'sent'; readonly message: Message };
}

/** What sending answers at once. */
export interface Sent {
  readonly key: string;
  /** Settles when the server has the message, or refused it. */
  readonly sent: Promise<Message>;
}

type UnsentProgress = { readonly state: 'queued' } | { readonly state: 'failed'; readonly error: ChatError };

/** One that the server does not have yet, or refused. */
export type Unsent = Omit<Outgoing, 'progress'> & { readonly progress: UnsentProgress };

/** What is told of each entry, for whoever keeps them beyond this page. */
export interface QueueKeeper {
  readonly put: (entry: Unsent) => void;
  readonly remove: (key: string) => void;
  readonly sent: (message: Message) => void;
  /** Whether it is this page's turn to send. */
  readonly hasTurn: () => boolean;
}

export interface SendQueueOptions {
  /** Sends once; must be repeatable under the same key. */
  readonly deliver: (outgoing: { readonly key: string; readonly draft: Draft }) => Promise<Message>;
  readonly acknowledged: (message: Message) => void;
  readonly keeper?: QueueKeeper;
  readonly world: World;
}

/** Why what is queued waits before it is tried again, and until when, in epoch milliseconds of the local clock. */
export interface Hold {
  readonly code: ChatErrorCode;
  readonly until: number;
}

const backoff = { firstMs: 500, mostMs: 30_000 };

/** Refusals that call for another attempt are followed this often; a lost network is waited out without end. */
const mostAttempts = 8;

/**
 * The server promises to know a client message id again for a day. What waited longer may be there already, unknown to
 * this side, and nobody expects it to go out any more: whoever wrote it decides.
 */
export const mostWaitMs = 86_400_000;

/** Sends one message after the other, in the order they were written. */
export class SendQueue {
  readonly #options: SendQueueOptions;
  readonly #entries = createState<readonly Outgoing[]>([]);
  readonly #hold = createState<Hold | undefined>(undefined);
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

  /** What holds everything up: slow mode, being muted, a lost network; undefined while nothing does. */
  get hold(): State<Hold | undefined> {
    return this.#hold;
  }

  /** Queues a draft; under a key that is queued already, nothing new. Settles when the server has it or refused it. */
  send(draft: Draft, key: string): Promise<Message> {
    const held = this.#find(key);
    if (held?.progress.state === 'sent') return Promise.resolve(held.progress.message);
    if (held === undefined) {
      const now = this.#options.world.now();
      this.#keep({ key, draft, queuedAt: now, since: now, progress: { state: 'queued' } });
    } else if (held.progress.state === 'failed') {
      this.#queueAgain(held);
    }
    const outcome = this.#outcomeOf(key);
    // The entry's own state tells of a refusal too, so nobody has to wait for this promise.
    outcome.catch(() => undefined);
    this.flush();
    return outcome;
  }

  /**
   * Sends a failed message again, under the key it had.
   *
   * @param draft what it says now; as it was, where it is left out. If it got to the server after all, it is the message
   * that the server has.
   */
  retry(key: string, draft?: Draft): void {
    const held = this.#find(key);
    if (held?.progress.state !== 'failed') return;
    this.#queueAgain(draft === undefined ? held : { ...held, draft });
    this.flush();
  }

  /** Forgets a message that the server refused. */
  discard(key: string): void {
    if (this.#find(key)?.progress.state !== 'failed') return;
    this.#drop(key);
    this.#options.keeper?.remove(key);
  }

  /** A message of the log may be one of ours whose answer was lost. */
  seen(message: Message): void {
    const held = this.#find(message.clientMessageId);
    if (held === undefined || held.progress.state === 'sent') return;
    this.#settle(held.key, message);
  }

  /**
   * What is kept now: other pages of this user write there too.
   *
   * @param isOnlyHere whether an entry could not be kept, so that its absence there says nothing.
   */
  adopt(kept: readonly Unsent[], isOnlyHere: (key: string) => boolean): void {
    const there = new Set(kept.map(({ key }) => key));
    const before = this.#entries.get();
    const stay = before.filter(({ key, progress }) => progress.state === 'sent' || isOnlyHere(key));
    const staying = new Set(stay.map(({ key }) => key));
    const now = kept.filter(({ key }) => !staying.has(key)).map((entry) => same(this.#find(entry.key), entry));
    for (const { key } of before) if (!there.has(key) && !staying.has(key)) this.#settleWaiting(key, discarded());
    for (const { key, progress } of now) {
      if (progress.state === 'failed') this.#settleWaiting(key, progress.error);
    }
    const next = [...stay, ...now];
    if (next.length !== before.length || next.some((entry, at) => entry !== before[at])) this.#entries.set(next);
    this.flush();
  }

  /** The network is back, or someone is looking: no need to wait any longer. */
  wake(): void {
    if (this.#cancelWait === undefined) return;
    this.#cancelWait();
    this.#goOn();
  }

  /** Nobody draws those any more that the server has, of the positions before this one. */
  forgetSent(before = Number.POSITIVE_INFINITY): void {
    const drawn = this.#entries
      .get()
      .filter(({ progress }) => progress.state !== 'sent' || progress.message.seq >= before);
    if (drawn.length < this.#entries.get().length) this.#entries.set(drawn);
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelWait?.();
    const gone = new ChatError(ClientErrorCode.NetworkLost, 'unable to send the message; the session was closed', {
      retryable: true,
    });
    for (const key of [...this.#waiting.keys()]) this.#settleWaiting(key, gone);
  }

  /** Sends what is to be sent, where it is this page's turn. */
  flush(): void {
    if (this.#busy || this.#stopped || this.#cancelWait !== undefined) return;
    if (this.#options.keeper?.hasTurn() === false) return;
    const next = this.#entries.get().find(({ progress }) => progress.state === 'queued');
    if (next === undefined) return;
    if (this.#options.world.now() - next.since >= mostWaitMs) {
      this.#fail(next, waitedTooLong());
      this.flush();
      return;
    }
    this.#busy = true;
    void this.#attemptTo(next).finally(() => {
      this.#busy = false;
      this.flush();
    });
  }

  #goOn(): void {
    this.#cancelWait = undefined;
    this.#hold.set(undefined);
    this.flush();
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
    const held = this.#find(key);
    // Seen in the log meanwhile: only the answer was lost.
    if (this.#stopped || held?.progress.state !== 'queued') return;
    this.#attempt += 1;
    const endless = error.code === ClientErrorCode.NetworkLost;
    if (error.retryable && (endless || this.#attempt < mostAttempts)) {
      const { world } = this.#options;
      const wait = Math.max(
        error.retryAfterMs ?? 0,
        waitBefore(this.#attempt - 1, backoff, () => world.random()),
      );
      this.#hold.set({ code: error.code, until: world.now() + wait });
      this.#cancelWait = world.after(wait, () => this.#goOn());
      return;
    }
    this.#attempt = 0;
    this.#fail(held, error);
  }

  #fail(entry: Outgoing, error: ChatError): void {
    this.#keep({ ...entry, progress: { state: 'failed', error } });
    this.#settleWaiting(entry.key, error);
  }

  #queueAgain(held: Outgoing): void {
    this.#keep({ ...held, since: this.#options.world.now(), progress: { state: 'queued' } });
  }

  #settle(key: string, message: Message): void {
    this.#entries.set(
      this.#entries
        .get()
        .map((entry) => (entry.key === key ? { ...entry, progress: { state: 'sent', message } } : entry)),
    );
    this.#options.keeper?.sent(message);
    this.#waiting.get(key)?.resolve(message);
    this.#waiting.delete(key);
    this.#options.acknowledged(message);
  }

  #settleWaiting(key: string, error: ChatError): void {
    this.#waiting.get(key)?.reject(error);
    this.#waiting.delete(key);
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

  /** An entry that is new, or another than before. */
  #keep(entry: Unsent): void {
    const held = this.#entries.get();
    const isNew = !held.some(({ key }) => key === entry.key);
    this.#entries.set(isNew ? [...held, entry] : held.map((one) => (one.key === entry.key ? entry : one)));
    this.#options.keeper?.put(entry);
  }

  #drop(key: string): void {
    this.#entries.set(this.#entries.get().filter((entry) => entry.key !== key));
  }
}

const discarded = (): ChatError =>
  new ChatError(ClientErrorCode.Unexpected, 'unable to tell what became of the message; it was taken away elsewhere', {
    retryable: false,
  });

const waitedTooLong = (): ChatError =>
  new ChatError(ClientErrorCode.WaitedTooLong, 'unable to send the message by itself; it has waited for a day', {
    retryable: true,
  });

/** What is drawn stays drawn: an entry that says the same is the same object. */
const same = (held: Outgoing | undefined, entry: Unsent): Outgoing => {
  if (held === undefined || held.progress.state !== entry.progress.state || held.since !== entry.since) return entry;
  return held;
};
