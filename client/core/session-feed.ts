import { draftOf, type Draft } from './drafts.ts';
import { firstOfNewest, newestOfOthers, rowsOf, type FeedRow, type RowSources } from './feed-rows.ts';
import type { FeedState } from './feed-state.ts';
import type { KeptDraft } from './kept-drafts.ts';
import { Marks } from './marks.ts';
import { Members } from './members.ts';
import type { Message } from './message.ts';
import { MessageActions } from './message-actions.ts';
import type { LogEntry, ReadReceipt, SessionSummary } from './model.ts';
import { PendingChanges } from './pending-changes.ts';
import { Pins } from './pins.ts';
import { Pointers } from './pointers.ts';
import { Receipts } from './receipts.ts';
import { SendQueue, type Hold, type Sent } from './send-queue.ts';
import { endsMembershipOf, movesMembers } from './session-events.ts';
import type { SessionFeedOptions } from './session-feed-options.ts';
import { sessionRequests } from './session-requests.ts';
import { SessionState } from './session-state.ts';
import { SharedHandles, type Handle } from './shared-handles.ts';
import { createState, type State } from './state.ts';
import { ThreadFeed } from './thread-feed.ts';
import { TypingSignaller } from './typing-signaller.ts';
import { Typists, type Typist } from './typists.ts';
import { WholeLog } from './whole-log.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';

/** One session's messages, without a gap (see {@link WholeLog}), and what this user does in it. */
export class SessionFeed {
  readonly sessionId: string;
  /** Edits, deletions, reactions, votes and pins. */
  readonly actions: MessageActions;
  /** What this user left on messages. */
  readonly marks: Marks;
  readonly members: Members;
  readonly receipts: Receipts;
  readonly pins: Pins;
  /** What is being written in the session. */
  readonly draft: KeptDraft;
  readonly #options: SessionFeedOptions;
  readonly #requests: ReturnType<typeof sessionRequests>;
  readonly #state: ReturnType<typeof createState<FeedState>>;
  readonly #session: SessionState;
  readonly #queue: SendQueue;
  readonly #pending: PendingChanges;
  readonly #typists: Typists;
  readonly #signaller: TypingSignaller;
  readonly #pointers: Pointers;
  readonly #log: WholeLog;
  readonly #threads = new SharedHandles<ThreadFeed>();
  readonly #endings: (() => void)[];
  #rows: readonly FeedRow[] = [];
  #closed = false;

  constructor(options: SessionFeedOptions) {
    const { session, userId, transport, world } = options;
    const sessionId = session.id;
    this.#options = options;
    this.sessionId = sessionId;
    this.draft = options.draft?.() ?? createState('');
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
    this.#typists = new Typists(userId, world, options.names);
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
    this.#log = new WholeLog({
      sessionId,
      transport,
      requests,
      world,
      rule: () => this.#session.rule,
      changed: () => this.#publish(),
      acknowledged: () => this.#askAgain(),
      met: (message, from) => this.#met(message, from),
      metChange: ({ seq, actorId, message }) => {
        if (actorId !== null && this.#session.isOwn(actorId)) {
          this.marks.moved(message.id);
          this.#pending.arrived(message.id, seq);
        }
        options.changed?.(message);
      },
      gap: (after, upTo) => options.gap?.({ sessionId, after, upTo }),
      forgotten: (messages) => {
        for (const message of messages) this.pins.gone(message);
        this.#publish();
      },
      message: (message) => this.receive(message),
      change: (change) => this.taken({ kind: 'MESSAGE_CHANGED', ...change }),
      receipt: (receipt) => this.receipts.heard(receipt),
      receiptsAgain: () => void this.receipts.refresh(),
      typing: (signal) => this.#typists.heard(signal),
      typingLost: () => this.#typists.clear(),
      retrying: (at) => options.retrying?.(at),
    });
    this.#state = createState(this.#snapshot());
    this.#endings = [
      this.#queue.entries.subscribe(() => this.#publish()),
      this.#session.state.subscribe(() => this.#publish()),
    ];
    this.#log.start();
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
    return this.#log.loadOlder();
  }

  /** Loads a page of newer messages, after a jump; nothing where the newest are shown. */
  loadNewer(): Promise<void> {
    return this.#log.loadNewer();
  }

  /**
   * Shows the messages around a cursor: a message's id, `firstUnreadCursor`, or what `cursorAt` answers.
   *
   * @throws {ChatError} where they cannot be read; what was shown stays.
   */
  jumpTo(cursor: string): Promise<void> {
    return this.#log.jumpTo(cursor);
  }

  jumpToLatest(): void {
    this.#log.jumpToLatest();
  }

  /**
   * Forgets all but the newest messages, for whoever shows the end of the list and nothing else: what came before is history,
   * loaded again when it is wanted. Nothing is forgotten that was not read, is missing still, or is shown in a thread; and
   * nothing at all while older messages are on their way or others are shown.
   *
   * @param count how many rows stay at least.
   */
  keepNewest(count: number): void {
    const settled = Math.min(this.#log.view?.contiguousSeq ?? 0, this.#pointers.read.at + 1);
    const first = this.#threads.all.length > 0 ? undefined : firstOfNewest(this.#rows, count, settled);
    if (first === undefined || !this.#log.forgetBefore(first)) return;
    this.#queue.forgetSent(first.seq);
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
    if (this.#log.status === 'failed') return;
    this.#log.wake();
    this.#askAgain();
    for (const thread of this.#threads.all) thread.wake();
  }

  /**
   * Looks whether anything was missed, once a minute or so: a subscription that the server ended is silent, and seems well.
   */
  checkTail(isTypingDue = false): void {
    this.#log.checkTail(isTypingDue);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const end of this.#endings) end();
    this.#threads.close();
    const parts = [this.#log, this.#pointers, this.#session, this.receipts, this.marks, this.pins];
    for (const part of parts) part.stop();
    if (this.#options.queue === undefined) this.#queue.stop();
    else this.#queue.forgetSent();
    this.#typists.clear();
  }

  // ------------------------------------------------------------------ what comes in

  /** A message came live, or in answer to sending it. */
  receive(message: Message): void {
    // Whatever let it through, what was said elsewhere has no place here.
    if (message.sessionId !== this.sessionId) return;
    this.#typists.said(message);
    this.#log.live(message);
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

  #met(message: Message, from: 'log' | 'history'): void {
    const { userId, names } = this.#options;
    names?.heard(message, from === 'history');
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
    if (endsMembershipOf(userId, message)) this.#log.listenAnew();
  }

  #askAgain(): void {
    for (const part of [this.#session, this.members, this.marks, this.pins]) part.wake();
  }

  #threadOf(rootId: string): ThreadFeed {
    const { transport, world } = this.#options;
    return new ThreadFeed(rootId, {
      transport,
      world,
      sources: () => this.#sources(),
      add: (messages) => this.#log.add(messages),
      send: (draft, key) => this.send(draft, { key }).sent,
      draft: this.#options.draft?.(rootId) ?? createState(''),
    });
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
      holds: ({ seq, threadRootId }) => threadRootId === null && this.#log.shown.holds(seq),
      outgoing: this.#queue.entries.get(),
      userId: this.#options.userId,
      isOwn: (senderId) => this.#session.isOwn(senderId),
      reachOf: (seq) => this.receipts.reachOf(seq),
    };
  }

  #snapshot(): FeedState {
    const { status, error, view, shown } = this.#log;
    const sources = this.#sources();
    const outgoing = sources.outgoing.filter(({ draft }) => draft.threadRootId === undefined);
    this.#rows = rowsOf(this.#rows, { ...sources, outgoing: shown.isAtNewest ? outgoing : [] });
    return {
      status,
      ...(error === undefined ? {} : { error }),
      messages: this.#rows,
      contiguousSeq: view?.contiguousSeq ?? 0,
      lastReadSeq: this.#pointers.read.at,
      history: shown.older,
      newer: shown.newer,
    };
  }
}
