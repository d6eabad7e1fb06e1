import { draftOf } from './drafts.ts';
import type { Draft } from './drafts.ts';
import type { ChatError } from './errors.ts';
import { newestOfOthers, rowsOf } from './feed-rows.ts';
import type { FeedRow, RowSources } from './feed-rows.ts';
import type { FeedState, FeedStatus } from './feed-state.ts';
import { History } from './history.ts';
import { LiveSession } from './live-session.ts';
import { LogKeeper } from './log-keeper.ts';
import { Marks } from './marks.ts';
import { Members } from './members.ts';
import type { Message } from './message.ts';
import { MessageActions } from './message-actions.ts';
import type { LogEntry, ReadReceipt, SessionSummary } from './model.ts';
import { PendingChanges } from './pending-changes.ts';
import { Pins } from './pins.ts';
import { Pointers } from './pointers.ts';
import { Receipts } from './receipts.ts';
import { SendQueue } from './send-queue.ts';
import type { Hold, Sent } from './send-queue.ts';
import { endsMembershipOf, movesMembers } from './session-events.ts';
import type { SessionFeedOptions } from './session-feed-options.ts';
import { sessionRequests } from './session-requests.ts';
import { SessionState } from './session-state.ts';
import { SharedHandles } from './shared-handles.ts';
import type { Handle } from './shared-handles.ts';
import { createState } from './state.ts';
import type { State } from './state.ts';
import { ThreadFeed } from './thread-feed.ts';
import { TypingSignaller } from './typing-signaller.ts';
import { Typists } from './typists.ts';
import type { Typist } from './typists.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';

/**
 * One session's messages, without a gap: subscribe, wait for each subscription's acknowledgement, hold what comes live
 * meanwhile, read the log from the durable cursor, merge by `seq`. Everything is asked for again after each
 * acknowledgement, since live delivery is at most once.
 */
export class SessionFeed {
  readonly sessionId: string;
  /** Edits, deletions, reactions, votes and pins. */
  readonly actions: MessageActions;
  /** What this user left on messages. */
  readonly marks: Marks;
  readonly members: Members;
  readonly receipts: Receipts;
  readonly pins: Pins;
  readonly #options: SessionFeedOptions;
  readonly #requests: ReturnType<typeof sessionRequests>;
  readonly #state: ReturnType<typeof createState<FeedState>>;
  readonly #session: SessionState;
  readonly #queue: SendQueue;
  readonly #pending: PendingChanges;
  readonly #typists: Typists;
  readonly #signaller: TypingSignaller;
  readonly #pointers: Pointers;
  readonly #history: History;
  readonly #log: LogKeeper;
  readonly #ears: LiveSession;
  readonly #threads = new SharedHandles<ThreadFeed>();
  readonly #endings: (() => void)[];
  #status: FeedStatus = 'loading';
  #error: ChatError | undefined;
  #rows: readonly FeedRow[] = [];
  #closed = false;

  constructor(options: SessionFeedOptions) {
    const { session, userId, transport, world } = options;
    const sessionId = session.id;
    this.#options = options;
    this.sessionId = sessionId;
    const requests = sessionRequests(transport, sessionId);
    this.#requests = requests;
    this.#session = new SessionState({ session, userId, ask: requests.summary, world });
    this.members = new Members(requests.members);
    this.marks = new Marks({ ask: requests.marks, world });
    this.#pending = new PendingChanges({ changed: () => this.#publish(), now: () => world.now() });
    const [marks, pending] = [this.marks, this.#pending];
    this.actions = new MessageActions({ transport, marks, pending, taken: (entry) => this.taken(entry), world });
    const own = (receipt: ReadReceipt): void => this.#pointers.heard(receipt);
    this.receipts = new Receipts({ userId, own, ask: requests.receipts, changed: () => this.#publish(), world });
    this.pins = new Pins({ ask: requests.pins, world });
    this.#typists = new Typists(userId, world);
    this.#signaller = new TypingSignaller({ say: requests.typing, world });
    this.#pointers = new Pointers({
      lastReadSeq: session.lastReadSeq,
      read: requests.read,
      deliver: requests.delivered,
      moved: () => this.#publish(),
      world,
    });
    this.#queue =
      options.queue ??
      new SendQueue({ deliver: requests.send, acknowledged: (message) => this.receive(message), world });
    this.#history = new History({
      read: requests.page,
      opened: (messages, base) => this.#opened(messages, base),
      failed: (error) => this.#turn(error.retryable ? 'loading' : 'failed', error),
      world,
    });
    this.#log = new LogKeeper({
      read: requests.log,
      changed: () => this.#publish(),
      met: (message, from) => this.#met(message, from),
      metChange: ({ seq, actorId, message }) => {
        if (actorId !== null && this.#session.isOwn(actorId)) {
          this.marks.moved(message.id);
          this.#pending.arrived(message.id, seq);
        }
        options.changed?.(message);
      },
      gap: (after, upTo) => options.gap?.({ sessionId, after, upTo }),
      rule: () => ({ ...this.#session.rule, reaches: (seq) => this.#history.reaches(seq - 1) }),
      forgotten: (messages) => {
        for (const message of messages) this.pins.gone(message);
        this.#publish();
      },
      whole: () => this.#whole(),
      failed: (error) => this.#turn(error.retryable ? 'offline' : 'failed', error),
      world,
    });
    this.#ears = new LiveSession(transport, sessionId, {
      message: (message) => this.receive(message),
      change: (change) => this.taken({ kind: 'MESSAGE_CHANGED', ...change }),
      receipt: (receipt) => this.receipts.heard(receipt),
      typing: (signal) => this.#typists.heard(signal),
      catchUp: () => this.acknowledged(),
      check: () => this.#log.need(),
      receiptsAgain: () => void this.receipts.refresh(),
      typingLost: () => this.#typists.clear(),
      lost: (error) => this.lost(error),
    });
    this.#state = createState(this.#snapshot());
    this.#endings = [
      this.#queue.entries.subscribe(() => this.#publish()),
      this.#session.state.subscribe(() => this.#publish()),
    ];
    this.#ears.start();
    this.#history.open();
  }

  get state(): State<FeedState> {
    return this.#state;
  }

  /** The session's name, rules and so on, and what this user may do in it. */
  get session(): State<SessionSummary> {
    return this.#session.state;
  }

  /** Why messages that were sent wait, and until when. */
  get hold(): State<Hold | undefined> {
    return this.#queue.hold;
  }

  get typing(): State<readonly Typist[]> {
    return this.#typists.state;
  }

  /**
   * Shows the message at once and sends it in its turn.
   *
   * @param what a text, or any other kind of message and what it belongs to.
   * @param options.key the client message id; the same one twice is one message. Default: a new one.
   * @returns the key, and a promise that settles when the server has the message or refused it.
   */
  send(what: string | Draft, { key = this.#options.world.newId() }: { readonly key?: string } = {}): Sent {
    this.#signaller.sent();
    const draft = draftOf(what);
    if (draft.threadRootId === undefined) this.jumpToLatest();
    return { key, sent: this.#queue.send(draft, key) };
  }

  /** Sends a failed message again; with another draft where one is given. */
  retry(key: string, draft?: Draft): void {
    this.#queue.retry(key, draft);
  }

  discard(key: string): void {
    this.#queue.discard(key);
  }

  /** Call it on every keystroke; what goes out is at most one signal in 2.5 seconds. */
  typed(): void {
    this.#signaller.typed();
  }

  /** Everything up to the newest message was seen. Own messages are never unread, so that they move nothing. */
  markRead(): void {
    this.#pointers.read.reached(newestOfOthers(this.#log.view, (senderId) => this.#session.isOwn(senderId)));
  }

  /** Loads a page of older messages; nothing where there is none or one is loading. */
  loadOlder(): Promise<void> {
    return this.#load(this.#history.loadOlder());
  }

  /** Loads a page of newer messages, after a jump; nothing where the newest are shown. */
  loadNewer(): Promise<void> {
    return this.#load(this.#history.loadNewer());
  }

  /**
   * Shows the messages around a cursor: a message's id, `firstUnreadCursor`, or what `cursorAt` answers.
   *
   * @throws {ChatError} where they cannot be read; what was shown stays.
   */
  async jumpTo(cursor: string): Promise<void> {
    this.#log.history(await this.#history.jumpTo(cursor));
    this.#publish();
  }

  jumpToLatest(): void {
    this.#history.jumpToLatest();
    this.#publish();
  }

  /** A cursor that stands at the first message at or after a time. @throws {ChatError} */
  cursorAt(date: Date): Promise<string> {
    return this.#requests.cursorAt(date);
  }

  /** The thread that a message starts: the same one for all who hold it, closed when the last of them released it. */
  thread(rootId: string): Handle<ThreadFeed> {
    return this.#threads.hold(rootId, () => this.#threadOf(rootId));
  }

  /** The network is back, or someone is looking again: what was being waited for happens now. */
  wake(): void {
    this.#queue.wake();
    if (this.#status === 'failed') return;
    this.#history.open();
    this.#log.need();
    this.#askAgain();
    for (const thread of this.#threads.all) thread.wake();
  }

  /**
   * Looks whether anything was missed, once a minute or so: a subscription that the server ended is silent, and seems well.
   * Where the log has moved on unheard, everything is subscribed to anew; typing, which has no log, whenever it is due.
   */
  checkTail(isTypingDue = false): void {
    if (isTypingDue && this.#ears.isHeard) this.#ears.typingAnew();
    if (this.#status !== 'live') return;
    this.#ears.tailAsked(this.#log.view?.lastSeq);
    this.#log.need();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const end of this.#endings) end();
    this.#threads.close();
    const parts = [this.#ears, this.#history, this.#log, this.#pointers, this.#session];
    for (const part of [...parts, this.receipts, this.marks, this.pins]) part.stop();
    if (this.#options.queue === undefined) this.#queue.stop();
    else this.#queue.forgetSent();
    this.#typists.clear();
  }

  // ------------------------------------------------------------------ what comes in

  /** A subscription was acknowledged: what it missed until now is in the log, what happens from now on comes live. */
  acknowledged(): void {
    if (this.#log.view === undefined) return;
    this.#turn('catching-up');
    this.#log.need();
    this.#askAgain();
  }

  /** A message came live, or in answer to sending it. */
  receive(message: Message): void {
    // Whatever let it through, what was said elsewhere has no place here.
    if (message.sessionId !== this.sessionId) return;
    this.#typists.stopped(message.senderId);
    this.#log.live(message);
    if (this.#log.view === undefined) this.#publish();
  }

  /** A change has its place in the log; nothing where there was nothing to change, so that what is shown may be old. */
  taken(entry: LogEntry | null): void {
    const changed = entry?.message ?? null;
    if (entry === null || changed === null) this.#log.need();
    else if (entry.kind === 'MESSAGE') this.receive(changed);
    else if (changed.sessionId === this.sessionId) {
      this.#log.change(entry.seq, { actorId: entry.actorId, message: changed });
    }
  }

  lost(error: ChatError): void {
    this.#turn(error.retryable ? 'offline' : 'failed', error);
  }

  #met(message: Message, from: 'log' | 'history'): void {
    const { userId } = this.#options;
    const own = this.#session.isOwn(message.senderId);
    // Client message ids are unique to their sender: another's message under the key of one of ours is not ours.
    if (own) this.#queue.seen(message);
    else if (message.kind !== 'SYSTEM' && this.#session.state.get().memberCount <= Limits.receiptMembers) {
      this.#pointers.delivered.reached(message);
    }
    this.marks.shown([message]);
    this.pins.shown(message);
    if (from === 'log') this.#options.came?.(message);
    // What became of members before what is shown is in the list of them already, and may not be so any more.
    if (from === 'history') return;
    this.members.met(message);
    if (!this.#session.met(message)) return;
    this.pins.met(message);
    if (movesMembers(message)) this.receipts.membersChanged();
    // Whoever is out is refused; whoever came back meanwhile has lost what they were subscribed to.
    if (endsMembershipOf(userId, message)) this.#listenAnew();
  }

  #askAgain(): void {
    for (const part of [this.#session, this.members, this.marks, this.pins]) part.wake();
  }

  #opened(messages: readonly Message[], base: number): void {
    this.#log.opened(messages, base);
    this.#turn(this.#withoutLive());
    if (this.#ears.isHeard) this.#log.need();
  }

  #whole(): void {
    if (this.#ears.wasDeaf(this.#log.view?.lastSeq ?? 0)) this.#listenAnew();
    this.#turn(this.#ears.isWhole ? 'live' : this.#withoutLive());
  }

  #listenAnew(): void {
    if (!this.#closed && this.#status !== 'failed') this.#ears.start();
  }

  async #load(page: Promise<readonly Message[]>): Promise<void> {
    this.#publish();
    this.#log.history(await page);
    this.#publish();
  }

  #threadOf(rootId: string): ThreadFeed {
    const { transport, world } = this.#options;
    return new ThreadFeed(rootId, {
      transport,
      world,
      sources: () => this.#sources(),
      add: (messages) => {
        this.#log.history(messages);
        this.#publish();
      },
      send: (draft, key) => this.send(draft, { key }).sent,
    });
  }

  /** What to call a feed that shows messages and may miss the next one. */
  #withoutLive(): FeedStatus {
    return this.#ears.isLost ? 'offline' : 'catching-up';
  }

  #turn(status: FeedStatus, error?: ChatError): void {
    if (this.#status === 'failed') return;
    this.#status = status;
    this.#error = error;
    this.#publish();
  }

  #publish(): void {
    if (this.#closed) return;
    this.#state.set(this.#snapshot());
    for (const thread of this.#threads.all) thread.update();
  }

  #sources(): RowSources {
    return {
      view: this.#log.view,
      pending: (message) => this.#pending.shown(message),
      holds: ({ seq, threadRootId }) => threadRootId === null && this.#history.holds(seq),
      outgoing: this.#queue.entries.get(),
      userId: this.#options.userId,
      isOwn: (senderId) => this.#session.isOwn(senderId),
      reachOf: (seq) => this.receipts.reachOf(seq),
    };
  }

  #snapshot(): FeedState {
    const sources = this.#sources();
    const outgoing = sources.outgoing.filter(({ draft }) => draft.threadRootId === undefined);
    this.#rows = rowsOf(this.#rows, { ...sources, outgoing: this.#history.isAtNewest ? outgoing : [] });
    return {
      status: this.#status,
      ...(this.#error === undefined ? {} : { error: this.#error }),
      messages: this.#rows,
      contiguousSeq: this.#log.view?.contiguousSeq ?? 0,
      lastReadSeq: this.#pointers.read.at,
      history: this.#history.older,
      newer: this.#history.newer,
    };
  }
}
