import * as documents from './documents.ts';
import { ask } from './documents.ts';
import { draftOf } from './drafts.ts';
import type { Draft } from './drafts.ts';
import type { ChatError } from './errors.ts';
import { rowsOf } from './feed-rows.ts';
import type { FeedRow, RowSources } from './feed-rows.ts';
import { History } from './history.ts';
import type { HistoryState } from './history.ts';
import type { KeptDraft } from './kept-drafts.ts';
import { messageIn } from './log-view.ts';
import type { Message } from './message.ts';
import { Pointer } from './pointers.ts';
import type { Sent } from './send-queue.ts';
import { createState } from './state.ts';
import type { State } from './state.ts';
import type { Transport } from './transport.ts';
import type { World } from './world.ts';
import { isUnreadReplyFor } from '../../domain/vocabulary/unread.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';

/** What a thread needs of the feed of its session, whose log it is told in. */
export interface ThreadHost {
  readonly transport: Transport;
  readonly world: World;
  /** What rows are made from; `holds` and `outgoing` are the thread's own. */
  readonly sources: () => RowSources;
  readonly add: (messages: readonly Message[]) => void;
  readonly send: (draft: Draft, key: string) => Promise<Message>;
  readonly draft: KeptDraft;
}

export interface ThreadState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly error?: ChatError;
  /** The message that starts the thread, once it is known. */
  readonly root: FeedRow | undefined;
  /** Oldest first; own ones on their way last. */
  readonly replies: readonly FeedRow[];
  readonly history: HistoryState;
  readonly lastReadSeq: number;
  /** Counting stops at 100. */
  readonly unreadCount: number;
}

/** A thread: what was replied to one message. It lives on the view of its session, and stays whole with it. */
export class ThreadFeed {
  readonly rootId: string;
  /** What is being written in the thread. */
  readonly draft: KeptDraft;
  readonly #host: ThreadHost;
  readonly #history: History;
  readonly #pointer: Pointer;
  readonly #state;
  #status: ThreadState['status'] = 'loading';
  #error: ChatError | undefined;
  #root: readonly FeedRow[] = [];
  #replies: readonly FeedRow[] = [];
  /** As the server counted them. */
  #counted: { readonly lastReadSeq: number; readonly unreadCount: number } | undefined;
  #closed = false;

  constructor(rootId: string, host: ThreadHost) {
    const { transport, world } = host;
    this.rootId = rootId;
    this.draft = host.draft;
    this.#host = host;
    this.#pointer = new Pointer({
      at: 0,
      move: async (messageId) => {
        this.#counted = await ask(transport, documents.markThreadAsRead, { messageId });
        return this.#counted.lastReadSeq;
      },
      moved: () => this.update(),
      world,
    });
    this.#history = new History({
      read: (place) => ask(transport, documents.threadMessages, { messageId: rootId, ...place }),
      opened: (messages) => {
        this.#status = 'ready';
        this.#error = undefined;
        this.#add(messages);
      },
      failed: (error) => {
        if (!error.retryable) this.#status = 'failed';
        this.#error = error;
        this.update();
      },
      world,
    });
    this.#state = createState<ThreadState>(this.#snapshot());
    this.#history.open();
    void this.#readState();
    void this.#findRoot();
  }

  get state(): State<ThreadState> {
    return this.#state;
  }

  /** Sends a reply, as `SessionFeed.send` does a message. */
  send(what: string | Draft, { key = this.#host.world.newId() }: { readonly key?: string } = {}): Sent {
    return { key, sent: this.#host.send({ ...draftOf(what), threadRootId: this.rootId }, key) };
  }

  /** Everything up to the newest reply was seen. */
  markRead(): void {
    const newest = this.#replies.findLast(({ own, progress }) => !own && 'seq' in progress);
    if (newest?.id === undefined || !('seq' in newest.progress)) return;
    this.#pointer.reached({ id: newest.id, seq: newest.progress.seq });
  }

  async loadOlder(): Promise<void> {
    const page = this.#history.loadOlder();
    this.update();
    this.#add(await page);
  }

  /** The network is back, or someone is looking again. */
  wake(): void {
    this.#history.open();
    void this.#readState();
    void this.#findRoot();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#history.stop();
    this.#pointer.stop();
  }

  /** The view that it lives on is another one. */
  update(): void {
    if (!this.#closed) this.#state.set(this.#snapshot());
  }

  #add(messages: readonly Message[]): void {
    this.#host.add(messages);
    this.update();
  }

  async #readState(): Promise<void> {
    const { transport } = this.#host;
    const read = await ask(transport, documents.threadReadState, { messageId: this.rootId }).catch(() => undefined);
    if (read === undefined || this.#closed) return;
    this.#counted = read;
    this.#pointer.heard(read.lastReadSeq);
    this.update();
  }

  async #findRoot(): Promise<void> {
    const { transport, sources } = this.#host;
    const { view } = sources();
    if (view !== undefined && messageIn(view, this.rootId) !== undefined) return;
    const root = await ask(transport, documents.message, { messageId: this.rootId }).catch(() => undefined);
    if (root !== undefined && !this.#closed) this.#add([root]);
  }

  #snapshot(): ThreadState {
    const sources = this.#host.sources();
    this.#root = rowsOf(this.#root, { ...sources, holds: ({ id }) => id === this.rootId, outgoing: [] });
    this.#replies = rowsOf(this.#replies, {
      ...sources,
      holds: ({ threadRootId, seq }) => threadRootId === this.rootId && this.#history.holds(seq),
      outgoing: sources.outgoing.filter(({ draft }) => draft.threadRootId === this.rootId),
      // Whether a reply was read is known to nobody but its readers.
      reachOf: (seq) => (sources.reachOf(seq) === 'sent' ? 'sent' : 'delivered'),
    });
    const lastReadSeq = this.#pointer.at;
    return {
      status: this.#status,
      ...(this.#error === undefined ? {} : { error: this.#error }),
      root: this.#root[0],
      replies: this.#replies,
      history: this.#history.older,
      lastReadSeq,
      unreadCount: this.#unread(lastReadSeq, sources.userId),
    };
  }

  /** Counted here where all that may be unread was read; else as the server counted. */
  #unread(lastReadSeq: number, userId: string): number {
    const known = this.#replies.filter(
      ({ own, senderId, isDeleted, kind, progress }) =>
        'seq' in progress &&
        progress.seq > lastReadSeq &&
        isUnreadReplyFor(userId, { kind, senderId: own ? userId : senderId, isInThread: true, isDeleted }),
    ).length;
    const counted = this.#counted?.lastReadSeq === lastReadSeq ? this.#counted.unreadCount : 0;
    return Math.min(Limits.unreadShown, this.#history.reaches(lastReadSeq) ? known : Math.max(known, counted));
  }
}
