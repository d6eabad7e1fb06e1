import type { Draft } from '../drafts.ts';
import { ChatError } from '../errors.ts';
import type { Message } from '../message.ts';
import { SendQueue } from '../send-queue.ts';
import type { QueueKeeper, Unsent } from '../send-queue.ts';
import { createState } from '../state.ts';
import type { State } from '../state.ts';
import type { World } from '../world.ts';
import type { KeptMessage, Outbox, OutboxHandle, OutboxWord } from './outbox.ts';

/** A message of this user that the server does not have yet, or refused. */
export type OutboxEntry = Unsent & { readonly sessionId: string };

export interface OutgoingsOptions {
  readonly outbox: Outbox;
  readonly userId: string;
  readonly deliver: (entry: {
    readonly sessionId: string;
    readonly key: string;
    readonly draft: Draft;
  }) => Promise<Message>;
  readonly acknowledged: (message: Message) => void;
  /** A message is not going to be sent by itself. */
  readonly failed: (entry: OutboxEntry) => void;
  readonly world: World;
}

/** A page that has the turn answers within this time, or it is taken from it. */
const patienceMs = 5_000;
/** So often a page with something to send looks whether the one that has the turn is alive. */
const doubtMs = 15_000;

/**
 * Everything that a user sends, on its way: a queue for each session, all of them kept in one outbox.
 *
 * What is kept is the truth, and each page of the user mirrors it. One page has the turn and sends; the others write down
 * what they want sent, and say so. Since a message has one key wherever it is sent from, two senders would still make one
 * message of it: the turn is there for order and thrift, and the keys for safety.
 */
export class Outgoings {
  readonly #options: OutgoingsOptions;
  readonly #state = createState<readonly OutboxEntry[]>([]);
  readonly #queues = new Map<string, { readonly queue: SendQueue; readonly end: () => void }>();
  /** Keys that could not be kept: they are here alone. */
  readonly #onlyHere = new Set<string>();
  /** Keys that are known to have failed. */
  #failures: ReadonlySet<string> = new Set();
  #handle: OutboxHandle | undefined;
  #hasTurn = false;
  /** Whether what earlier pages left was read: it goes first. */
  #isRead = false;
  #writing: Promise<void> = Promise.resolve();
  #writes = 0;
  #cancelDoubt: (() => void) | undefined;

  constructor(options: OutgoingsOptions) {
    this.#options = options;
  }

  /** What the server does not have, in the order in which it was written in each session. */
  get state(): State<readonly OutboxEntry[]> {
    return this.#state;
  }

  /** Begins to send what earlier pages left. Again: nothing. */
  open(): void {
    if (this.#handle !== undefined) return;
    const { outbox, userId } = this.#options;
    this.#handle = outbox.open(userId, {
      heard: (word) => this.#heard(word),
      gained: () => {
        this.#hasTurn = true;
        this.#settleDoubt();
        void this.#readAgain();
      },
      lost: () => {
        this.#hasTurn = false;
        this.#look();
      },
    });
    this.#handle.awaitTurn();
    void this.#readAgain();
  }

  /** What goes out to one session. */
  queueOf(sessionId: string): SendQueue {
    this.open();
    const held = this.#queues.get(sessionId);
    if (held !== undefined) return held.queue;
    const { deliver, acknowledged, world } = this.#options;
    const queue = new SendQueue({
      deliver: (entry) => deliver({ sessionId, ...entry }),
      acknowledged,
      keeper: this.#keeperOf(sessionId),
      world,
    });
    this.#queues.set(sessionId, { queue, end: queue.entries.subscribe(() => this.#publish()) });
    return queue;
  }

  /** A message of this user's own came by. */
  seen(message: Message): void {
    this.#queues.get(message.sessionId)?.queue.seen(message);
  }

  retry(key: string, draft?: Draft): void {
    for (const { queue } of this.#queues.values()) queue.retry(key, draft);
  }

  discard(key: string): void {
    for (const { queue } of this.#queues.values()) queue.discard(key);
  }

  wake(): void {
    if (!this.#hasTurn) this.#handle?.tell({ kind: 'wake' });
    for (const { queue } of this.#queues.values()) queue.wake();
  }

  /** Stops sending; what is kept stays. */
  close(): void {
    this.#settleDoubt();
    const handle = this.#handle;
    this.#handle = undefined;
    this.#hasTurn = false;
    this.#isRead = false;
    for (const { queue, end } of this.#queues.values()) {
      end();
      queue.stop();
    }
    this.#queues.clear();
    this.#failures = new Set();
    this.#state.set([]);
    // What was asked to be kept is kept before.
    if (handle !== undefined) void this.#writing.then(() => handle.close());
  }

  /** Stops, and keeps nothing on this device. */
  async wipe(): Promise<void> {
    this.open();
    const handle = this.#handle;
    await this.#writing;
    try {
      await handle?.clear();
      handle?.tell({ kind: 'changed' });
    } finally {
      this.close();
    }
  }

  #keeperOf(sessionId: string): QueueKeeper {
    return {
      put: ({ key, draft, queuedAt, since, progress }) => {
        const refusal = progress.state === 'failed' ? { refusal: refusalOf(progress.error) } : {};
        const kept: KeptMessage = { key, sessionId, draft, queuedAt, since, ...refusal };
        this.#write(async (handle) => {
          await handle.put(kept).catch(() => this.#onlyHere.add(key));
        });
        this.#look();
      },
      remove: (key) => this.#write((handle) => handle.remove(key)),
      sent: (message) => {
        this.#handle?.tell({ kind: 'sent', message });
        this.#write((handle) => handle.remove(message.clientMessageId));
      },
      hasTurn: () => (this.#hasTurn && this.#isRead) || this.#handle === undefined,
    };
  }

  /** One write after the other, and a word to the other pages after each. */
  #write(run: (handle: OutboxHandle) => Promise<void>): void {
    const handle = this.#handle;
    if (handle === undefined) return;
    this.#writes += 1;
    this.#writing = this.#writing
      .then(() => run(handle))
      .then(
        () => handle.tell({ kind: 'changed' }),
        () => undefined,
      );
  }

  #heard(word: OutboxWord): void {
    switch (word.kind) {
      case 'sent':
        this.queueOf(word.message.sessionId).seen(word.message);
        return;
      case 'here':
        this.#settleDoubt();
        this.#cancelDoubt = this.#options.world.after(doubtMs, () => {
          this.#cancelDoubt = undefined;
          this.#handle?.tell({ kind: 'changed' });
          this.#look();
        });
        return;
      case 'wake':
        if (this.#hasTurn) this.wake();
        return;
      case 'changed':
        if (this.#hasTurn) this.#handle?.tell({ kind: 'here' });
        void this.#readAgain();
    }
  }

  /** Another page has the turn, and something is to be sent: if nobody is there to send it, this page does. */
  #look(): void {
    const isOwed = this.#state.get().some(({ progress }) => progress.state === 'queued');
    if (this.#hasTurn || !isOwed || this.#handle === undefined) return;
    this.#cancelDoubt ??= this.#options.world.after(patienceMs, () => {
      this.#cancelDoubt = undefined;
      this.#handle?.seizeTurn();
    });
  }

  #settleDoubt(): void {
    this.#cancelDoubt?.();
    this.#cancelDoubt = undefined;
  }

  /** What is read while this page writes may be as it was before: then it is read once more. */
  async #readAgain(): Promise<void> {
    const handle = this.#handle;
    if (handle === undefined) return;
    let kept: readonly KeptMessage[] | undefined;
    for (let at = -1; at !== this.#writes;) {
      at = this.#writes;
      await this.#writing;
      kept = await handle.read().catch(() => undefined);
    }
    if (handle !== this.#handle) return;
    this.#isRead = true;
    if (kept !== undefined) this.#adopt(kept);
    for (const { queue } of this.#queues.values()) queue.flush();
    this.#look();
  }

  #adopt(kept: readonly KeptMessage[]): void {
    const sessions = new Set([...this.#queues.keys(), ...kept.map(({ sessionId }) => sessionId)]);
    for (const id of sessions) {
      const own = kept.filter(({ sessionId }) => sessionId === id).map(unsentOf);
      this.queueOf(id).adopt(own, (key) => this.#onlyHere.has(key));
    }
  }

  #publish(): void {
    const entries = [...this.#queues].flatMap(([sessionId, { queue }]) =>
      queue.entries.get().flatMap(({ progress, ...entry }) => {
        return progress.state === 'sent' ? [] : [{ ...entry, sessionId, progress }];
      }),
    );
    this.#state.set(entries);
    const failed = entries.filter(({ progress }) => progress.state === 'failed');
    const known = this.#failures;
    this.#failures = new Set(failed.map(({ key }) => key));
    for (const entry of failed) if (!known.has(entry.key)) this.#options.failed(entry);
  }
}

const refusalOf = ({ code, message, retryable, limit }: ChatError): NonNullable<KeptMessage['refusal']> => ({
  code,
  message,
  retryable,
  ...(limit === undefined ? {} : { limit }),
});

const unsentOf = ({ key, draft, queuedAt, since, refusal }: KeptMessage): Unsent => {
  if (refusal === undefined) return { key, draft, queuedAt, since, progress: { state: 'queued' } };
  const { code, message, retryable, limit } = refusal;
  const error = new ChatError(code, message, { retryable, ...(limit === undefined ? {} : { limit }) });
  return { key, draft, queuedAt, since, progress: { state: 'failed', error } };
};
