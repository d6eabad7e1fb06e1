import { CatchUp } from './catch-up.ts';
import * as documents from './documents.ts';
import { ask } from './documents.ts';
import type { ChatError } from './errors.ts';
import { rowsOf } from './feed-rows.ts';
import type { FeedRow } from './feed-rows.ts';
import { History } from './history.ts';
import type { HistoryState } from './history.ts';
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
  readonly history: HistoryState;
}

export interface SessionFeedOptions {
  readonly sessionId: string;
  readonly userId: string;
  /** The read pointer as the session's summary has it. */
  readonly lastReadSeq: number;
  readonly transport: Transport;
  readonly world: World;
}

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
  readonly #history: History;
  readonly #catchUp: CatchUp;
  readonly #endings: (() => void)[];
  #view: LogView | undefined;
  /** Live messages from before the newest page was there. */
  #early: Message[] = [];
  #status: FeedStatus = 'loading';
  #error: ChatError | undefined;
  #connection: 'connecting' | 'acknowledged' | 'lost' = 'connecting';
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
    this.#history = new History({
      sessionId,
      transport,
      world,
      opened: (messages, base) => this.#opened(messages, base),
      failed: (error) => this.#turn(error.retryable ? 'loading' : 'failed', error),
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
          event: (data) => this.#heard(data),
          lost: (error) => this.lost(error),
        },
      ),
      transport.live(
        documents.onTypingIndicator.document,
        { sessionId },
        {
          ready: () => undefined,
          event: (data) => heardAs(documents.onTypingIndicator, data, (signal) => this.#typists.heard(signal)),
          lost: () => this.#typists.clear(),
        },
      ),
    ];
    this.#history.open();
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
    const page = this.#history.older();
    this.#publish();
    const messages = await page;
    if (this.#view !== undefined) this.#view = withHistory(this.#view, messages);
    this.#publish();
  }

  /** The network is back, or someone is looking again: what was being waited for happens now. */
  wake(): void {
    this.#queue.wake();
    if (this.#status === 'failed') return;
    if (this.#view === undefined) this.#history.open();
    else this.#catchUp.need();
  }

  close(): void {
    this.#closed = true;
    for (const end of this.#endings) end();
    this.#history.stop();
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
    this.#recognise(message);
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

  /** Client message ids are unique to their sender: another's message under the key of one of ours is not ours. */
  #recognise(message: Message): void {
    if (message.senderId === this.#options.userId) this.#queue.seen(message);
  }

  /** An event that cannot be read still says that something happened. */
  #heard(data: unknown): void {
    const read = heardAs(documents.onMessageSent, data, (message) => this.receive(message));
    if (!read && this.#view !== undefined) this.#catchUp.need();
  }

  #opened(messages: readonly Message[], base: number): void {
    this.#view = this.#early.reduce(withLive, withHistory(viewAfter(base), messages));
    this.#early = [];
    for (const message of messages) this.#recognise(message);
    this.#turn(this.#withoutLive());
    if (this.#connection === 'acknowledged') this.#catchUp.need();
  }

  async #readOn(): Promise<'whole' | 'more' | 'held up'> {
    const { transport, sessionId } = this.#options;
    const after = this.#view?.contiguousSeq ?? 0;
    const page = await ask(transport, documents.sessionLog, { sessionId, after, limit: logPage });
    if (this.#view === undefined) return 'whole';
    this.#view = withLog(this.#view, page);
    for (const { message } of page.entries) if (message !== null) this.#recognise(message);
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
      history: this.#history.state,
    };
  }
}

/** Nothing may be thrown at whoever delivers an event. Answers whether it could be read. */
const heardAs = <T>(
  { read }: { readonly read: (data: unknown) => T },
  data: unknown,
  tell: (value: T) => void,
): boolean => {
  let value: T;
  try {
    value = read(data);
  } catch {
    return false;
  }
  tell(value);
  return true;
};
