import { CatchUp } from './catch-up.ts';
import * as documents from './documents.ts';
import { ask } from './documents.ts';
import { chatErrorFrom } from './errors.ts';
import type { ChatError } from './errors.ts';
import { rowsOf } from './feed-rows.ts';
import type { FeedRow } from './feed-rows.ts';
import { hasHole, viewAfter, withHistory, withLive, withLog } from './log-view.ts';
import type { LogView } from './log-view.ts';
import type { Message } from './model.ts';
import { ReadPointer } from './read-pointer.ts';
import { SendQueue } from './send-queue.ts';
import { createState } from './state.ts';
import type { State } from './state.ts';
import type { Transport } from './transport.ts';
import { TypingSignaller } from './typing-signaller.ts';
import { Typists } from './typists.ts';
import type { Typist } from './typists.ts';
import type { World } from './world.ts';

/**
 * How far the feed can be trusted.
 *
 *     loading ──newest page──> catching-up ──log read to its end──> live
 *                                   ▲  ▲                             │
 *                    acknowledged   │  └──────── a hole ─────────────┤
 *                                   │                                │
 *                                offline <───── connection lost ─────┘
 *
 * Any of them becomes `failed` when the server says that it will not answer: the session is gone, or is not ours.
 */
export type FeedStatus = 'loading' | 'live' | 'catching-up' | 'offline' | 'failed';

export interface FeedState {
  readonly status: FeedStatus;
  /** Why it is `failed`, or what the last attempt ran into. */
  readonly error?: ChatError;
  /** Oldest first; own messages on their way last. A row that did not change is the same object. */
  readonly messages: readonly FeedRow[];
  /** Everything up to here is known. */
  readonly contiguousSeq: number;
  readonly lastReadSeq: number;
  readonly history: 'more' | 'loading' | 'complete' | 'failed';
}

export interface SessionFeedOptions {
  readonly sessionId: string;
  readonly userId: string;
  /** The read pointer as the session's summary has it. */
  readonly lastReadSeq: number;
  readonly transport: Transport;
  readonly world: World;
}

const historyPage = 50;
const logPage = 200;

/**
 * One session's messages, without a gap: subscribe, wait for that subscription's acknowledgement, hold what comes live
 * meanwhile, read the log from the durable cursor, merge by `seq`. Everything is asked for again after each
 * acknowledgement, since live delivery is at most once.
 */
export class SessionFeed {
  readonly #options: SessionFeedOptions;
  readonly #state: ReturnType<typeof createState<FeedState>>;
  readonly #queue: SendQueue;
  readonly #typists: Typists;
  readonly #signaller: TypingSignaller;
  readonly #pointer: ReadPointer;
  readonly #catchUp: CatchUp;
  readonly #endings: (() => void)[];
  #view: LogView | undefined;
  /** Live messages from before the newest page was there. */
  #early: Message[] = [];
  #status: FeedStatus = 'loading';
  #error: ChatError | undefined;
  #connection: 'connecting' | 'acknowledged' | 'lost' = 'connecting';
  #history: FeedState['history'] = 'loading';
  #startCursor: string | null = null;
  #rows: readonly FeedRow[] = [];
  #closed = false;

  constructor(options: SessionFeedOptions) {
    const { sessionId, userId, transport, world, lastReadSeq } = options;
    this.#options = options;
    this.#typists = new Typists(userId, world);
    this.#signaller = new TypingSignaller({
      say: () => ask(transport, documents.sendTypingIndicator, { sessionId, isTyping: true }),
      world,
    });
    this.#pointer = new ReadPointer({
      userId,
      lastReadSeq,
      mark: (messageId) => ask(transport, documents.markMessageAsRead, { messageId }),
      moved: () => this.#publish(),
      world,
    });
    this.#queue = new SendQueue({
      deliver: ({ key, text }) =>
        ask(transport, documents.sendMessage, { input: { sessionId, clientMessageId: key, content: { text } } }),
      acknowledged: (message) => this.receive(message),
      world,
    });
    this.#catchUp = new CatchUp({
      readOn: () => this.#readOn(),
      whole: () => this.#turn(this.#connection === 'acknowledged' ? 'live' : this.#withoutLive()),
      failed: (error) => (error.retryable ? this.#turn('offline', error) : this.#turn('failed', error)),
      world,
    });
    this.#state = createState(this.#snapshot());
    this.#endings = [
      this.#queue.entries.subscribe(() => this.#publish()),
      transport.live(
        documents.onMessageSent.document,
        { sessionId },
        {
          ready: () => this.acknowledged(),
          event: (data) => this.receive(documents.onMessageSent.read(data)),
          lost: (error) => this.lost(error),
        },
      ),
      transport.live(
        documents.onTypingIndicator.document,
        { sessionId },
        {
          ready: () => undefined,
          event: (data) => this.#typists.heard(documents.onTypingIndicator.read(data)),
          lost: () => this.#typists.clear(),
        },
      ),
    ];
    void this.#open();
  }

  get state(): State<FeedState> {
    return this.#state;
  }

  get typing(): State<readonly Typist[]> {
    return this.#typists.state;
  }

  /**
   * Shows the message at once and sends it in its turn.
   *
   * @param options.key the client message id; the same one twice is one message. Default: a new one.
   * @returns the key, and a promise that settles when the server has the message or refused it.
   */
  send(
    text: string,
    { key = this.#options.world.newId() }: { readonly key?: string } = {},
  ): {
    readonly key: string;
    readonly sent: Promise<Message>;
  } {
    this.#signaller.sent();
    return { key, sent: this.#queue.send(text, key) };
  }

  retry(key: string): void {
    this.#queue.retry(key);
  }

  discard(key: string): void {
    this.#queue.discard(key);
  }

  /** Call it on every keystroke; what goes out is at most one signal in 2.5 seconds. */
  typed(): void {
    this.#signaller.typed();
  }

  /** Everything up to the newest message was seen. */
  markRead(): void {
    this.#pointer.seen(this.#view?.messages ?? []);
  }

  /** Loads a page of older messages; nothing where there is none or one is loading. */
  async loadOlder(): Promise<void> {
    if (this.#view === undefined || (this.#history !== 'more' && this.#history !== 'failed')) return;
    this.#history = 'loading';
    this.#publish();
    try {
      const page = await ask(this.#options.transport, documents.messages, {
        sessionId: this.#options.sessionId,
        limit: historyPage,
        ...(this.#startCursor === null ? {} : { before: this.#startCursor }),
      });
      this.#view = withHistory(this.#view, page.items);
      this.#startCursor = page.startCursor;
      this.#history = page.hasPreviousPage && page.startCursor !== null ? 'more' : 'complete';
    } catch {
      this.#history = 'failed';
    }
    this.#publish();
  }

  /** The network is back, or someone is looking again: what was being waited for happens now. */
  wake(): void {
    this.#queue.wake();
    if (this.#status === 'failed') return;
    if (this.#view === undefined) void this.#open();
    else this.#catchUp.need();
  }

  close(): void {
    this.#closed = true;
    for (const end of this.#endings) end();
    this.#catchUp.stop();
    this.#queue.stop();
    this.#pointer.stop();
    this.#typists.clear();
  }

  // ------------------------------------------------------------------ what comes in

  /** The subscription was acknowledged: what was sent until now is in the log, what is sent from now on comes live. */
  acknowledged(): void {
    this.#connection = 'acknowledged';
    if (this.#view === undefined) return;
    this.#turn('catching-up');
    this.#catchUp.need();
  }

  /** A message came live, or in answer to sending it. */
  receive(message: Message): void {
    this.#typists.stopped(message.senderId);
    this.#queue.seen(message);
    if (this.#view === undefined) {
      this.#early.push(message);
      return;
    }
    this.#view = withLive(this.#view, message);
    if (hasHole(this.#view)) this.#catchUp.hole();
    this.#publish();
  }

  lost(error: ChatError): void {
    this.#connection = 'lost';
    this.#turn(error.retryable ? 'offline' : 'failed', error);
  }

  // ------------------------------------------------------------------ inside

  #opening = false;
  #cancelOpening: (() => void) | undefined;

  async #open(): Promise<void> {
    if (this.#opening || this.#closed) return;
    this.#opening = true;
    this.#cancelOpening?.();
    const { transport, sessionId, world } = this.#options;
    try {
      const page = await ask(transport, documents.messages, { sessionId, limit: historyPage });
      this.#opening = false;
      if (this.#closed) return;
      const base = page.hasPreviousPage ? (page.items[0]?.seq ?? 1) - 1 : 0;
      this.#view = this.#early.reduce(withLive, withHistory(viewAfter(base), page.items));
      this.#early = [];
      for (const message of page.items) this.#queue.seen(message);
      this.#startCursor = page.startCursor;
      this.#history = page.hasPreviousPage ? 'more' : 'complete';
      this.#turn(this.#withoutLive());
      if (this.#connection === 'acknowledged') this.#catchUp.need();
    } catch (cause) {
      this.#opening = false;
      if (this.#closed) return;
      const error = chatErrorFrom(cause);
      this.#turn(error.retryable ? 'loading' : 'failed', error);
      if (error.retryable) this.#cancelOpening = world.after(error.retryAfterMs ?? 2_000, () => void this.#open());
    }
  }

  async #readOn(): Promise<'whole' | 'more' | 'held up'> {
    const { transport, sessionId } = this.#options;
    const after = this.#view?.contiguousSeq ?? 0;
    const page = await ask(transport, documents.sessionLog, { sessionId, after, limit: logPage });
    if (this.#view === undefined || this.#closed) return 'whole';
    this.#view = withLog(this.#view, page);
    for (const { message } of page.entries) if (message !== null) this.#queue.seen(message);
    this.#publish();
    if (!hasHole(this.#view)) return 'whole';
    return this.#view.contiguousSeq > after ? 'more' : 'held up';
  }

  /** What to call a feed that shows messages and may miss the next one. */
  #withoutLive(): FeedStatus {
    return this.#connection === 'lost' ? 'offline' : 'catching-up';
  }

  #turn(status: FeedStatus, error?: ChatError): void {
    if (this.#status === 'failed') return;
    this.#status = status;
    this.#error = error;
    this.#publish();
  }

  #publish(): void {
    if (!this.#closed) this.#state.set(this.#snapshot());
  }

  #snapshot(): FeedState {
    this.#rows = rowsOf(this.#rows, this.#view?.messages ?? [], this.#queue.entries.get(), this.#options.userId);
    return {
      status: this.#status,
      ...(this.#error === undefined ? {} : { error: this.#error }),
      messages: this.#rows,
      contiguousSeq: this.#view?.contiguousSeq ?? 0,
      lastReadSeq: this.#pointer.lastReadSeq,
      history: this.#view === undefined ? 'loading' : this.#history,
    };
  }
}
