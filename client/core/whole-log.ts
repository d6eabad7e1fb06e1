import type { ChatError } from './errors.ts';
import type { FeedStatus } from './feed-state.ts';
import { History } from './history.ts';
import { LiveSession } from './live-session.ts';
import type { LiveSessionHandlers } from './live-session.ts';
import { LogKeeper } from './log-keeper.ts';
import type { LogKeeperOptions } from './log-keeper.ts';
import type { LogView } from './log-view.ts';
import type { Message } from './message.ts';
import type { Change } from './model.ts';
import type { sessionRequests } from './session-requests.ts';
import type { Transport } from './transport.ts';

/** What is heard beside the log. */
type Aside = Pick<
  LiveSessionHandlers,
  'message' | 'change' | 'receipt' | 'typing' | 'receiptsAgain' | 'typingLost' | 'retrying'
>;

export interface WholeLogOptions
  extends Aside, Pick<LogKeeperOptions, 'met' | 'metChange' | 'gap' | 'forgotten' | 'world'> {
  readonly sessionId: string;
  readonly transport: Transport;
  readonly requests: Pick<ReturnType<typeof sessionRequests>, 'page' | 'log'>;
  /** For how long messages are kept, as far as is known. */
  readonly rule: () => Omit<ReturnType<LogKeeperOptions['rule']>, 'reaches'>;
  /** What is known, or how far it can be trusted, is otherwise than before. */
  readonly changed: () => void;
  /** A subscription was acknowledged: what else may have been missed is to be asked for. */
  readonly acknowledged: () => void;
}

/**
 * One session's log, without a gap: subscribe, wait for each subscription's acknowledgement, hold what comes live meanwhile,
 * read the log from the durable cursor, merge by `seq`. Everything is asked for again after each acknowledgement, since live
 * delivery is at most once.
 *
 *     loading ──newest page──> catching-up ──nothing is missing──> live
 *                                  ▲  │                             │
 *                     acknowledged │  ▼            lost             │
 *                                 offline <─────────────────────────┘        failed: refused, and stays so
 */
export class WholeLog {
  readonly #options: WholeLogOptions;
  readonly #history: History;
  readonly #log: LogKeeper;
  readonly #ears: LiveSession;
  #status: FeedStatus = 'loading';
  #error: ChatError | undefined;
  #isStopped = false;

  constructor(options: WholeLogOptions) {
    const { sessionId, transport, requests, rule, world, changed } = options;
    this.#options = options;
    this.#history = new History({
      read: requests.page,
      opened: (messages, base) => this.#opened(messages, base),
      failed: (error) => this.#turn(error.retryable ? 'loading' : 'failed', error),
      world,
    });
    this.#log = new LogKeeper({
      ...options,
      read: requests.log,
      rule: () => ({ ...rule(), reaches: (seq) => this.#history.reaches(seq - 1) }),
      changed,
      whole: () => this.#whole(),
      failed: (error) => this.#lost(error),
    });
    this.#ears = new LiveSession(transport, sessionId, {
      ...options,
      catchUp: () => this.#acknowledged(),
      check: () => this.need(),
      lost: (error) => this.#lost(error),
    });
  }

  get status(): FeedStatus {
    return this.#status;
  }

  /** Why it is `offline` or `failed`. */
  get error(): ChatError | undefined {
    return this.#error;
  }

  /** Undefined until the newest page is there. */
  get view(): LogView | undefined {
    return this.#log.view;
  }

  /** Which messages are shown, and what lies on either side of them. */
  get shown(): Pick<History, 'older' | 'newer' | 'isAtNewest' | 'holds'> {
    return this.#history;
  }

  start(): void {
    this.#ears.start();
    this.#history.open();
  }

  /** The network is back, or someone is looking again. */
  wake(): void {
    if (this.#status === 'failed') return;
    this.#history.open();
    this.need();
  }

  /** Something may be missing: the log is read from the durable cursor on. */
  need(): void {
    this.#log.need();
  }

  /** Where the log has moved on unheard, everything is subscribed to anew; typing, which has no log, whenever it is due. */
  checkTail(isTypingDue: boolean): void {
    if (isTypingDue && this.#ears.isHeard) this.#ears.typingAnew();
    if (this.#status !== 'live') return;
    this.#ears.tailAsked(this.view?.lastSeq);
    this.need();
  }

  live(message: Message): void {
    this.#log.live(message);
    if (this.view === undefined) this.#options.changed();
  }

  change(seq: number, change: Pick<Change, 'actorId' | 'message'>): void {
    this.#log.change(seq, change);
  }

  /** Messages that were read somewhere else. */
  add(messages: readonly Message[]): void {
    this.#log.history(messages);
    this.#options.changed();
  }

  loadOlder(): Promise<void> {
    return this.#load(this.#history.loadOlder());
  }

  loadNewer(): Promise<void> {
    return this.#load(this.#history.loadNewer());
  }

  /** @throws {ChatError} where the messages there cannot be read; what was shown stays. */
  async jumpTo(cursor: string): Promise<void> {
    this.add(await this.#history.jumpTo(cursor));
  }

  jumpToLatest(): void {
    this.#history.jumpToLatest();
    this.#options.changed();
  }

  /** Makes history of what came before a message. Answers whether that can be now. */
  forgetBefore(first: { readonly seq: number; readonly id: string }): boolean {
    if (!this.#history.forgetBefore(first)) return false;
    this.#log.forgetBefore(first.seq);
    return true;
  }

  /** Subscribes anew: subscriptions may be over without a word. */
  listenAnew(): void {
    if (!this.#isStopped && this.#status !== 'failed') this.#ears.start();
  }

  stop(): void {
    this.#isStopped = true;
    for (const part of [this.#ears, this.#history, this.#log]) part.stop();
  }

  /** What it missed until now is in the log, what happens from now on comes live. */
  #acknowledged(): void {
    if (this.view === undefined) return;
    this.#turn('catching-up');
    this.need();
    this.#options.acknowledged();
  }

  #opened(messages: readonly Message[], base: number): void {
    this.#log.opened(messages, base);
    this.#turn(this.#withoutLive());
    if (this.#ears.isHeard) this.need();
  }

  #whole(): void {
    if (this.#ears.wasDeaf(this.view?.lastSeq ?? 0)) this.listenAnew();
    this.#turn(this.#ears.isWhole ? 'live' : this.#withoutLive());
  }

  #lost(error: ChatError): void {
    this.#turn(error.retryable ? 'offline' : 'failed', error);
  }

  async #load(page: Promise<readonly Message[]>): Promise<void> {
    this.#options.changed();
    this.add(await page);
  }

  /** What to call a log that is shown and may miss the next message. */
  #withoutLive(): FeedStatus {
    return this.#ears.isLost ? 'offline' : 'catching-up';
  }

  #turn(status: FeedStatus, error?: ChatError): void {
    if (this.#status === 'failed') return;
    this.#status = status;
    this.#error = error;
    this.#options.changed();
  }
}
