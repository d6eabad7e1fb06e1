import * as documents from './documents.ts';
import { ask } from './documents.ts';
import { chatErrorFrom } from './errors.ts';
import type { ChatError } from './errors.ts';
import type { SessionSummary } from './model.ts';
import { createState } from './state.ts';
import type { State } from './state.ts';
import type { Transport } from './transport.ts';

export interface SessionListState {
  readonly status: 'loading' | 'ready' | 'failed';
  /** Why the newest attempt failed; what was loaded before stays. */
  readonly error?: ChatError;
  /** Newest activity first. */
  readonly items: readonly SessionSummary[];
  readonly more: 'none' | 'some' | 'loading';
}

const pageSize = 30;

/** The caller's sessions, as far as they were paged through. */
export class SessionList {
  readonly #transport: Transport;
  readonly #state = createState<SessionListState>({ status: 'loading', items: [], more: 'none' });
  #endCursor: string | null = null;
  /** Whether paging has a place to go on from. A session that was put in says nothing of those further down. */
  #paged = false;
  #refreshing: Promise<void> | undefined;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  get state(): State<SessionListState> {
    return this.#state;
  }

  /** Reads the newest page again. Calls at the same time are one. */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  async loadMore(): Promise<void> {
    const held = this.#state.get();
    if (held.more !== 'some' || this.#endCursor === null) return;
    this.#state.set({ ...held, more: 'loading' });
    try {
      const page = await ask(this.#transport, documents.myChatSessions, { limit: pageSize, after: this.#endCursor });
      this.#endCursor = page.endCursor;
      const items = newestFirst([...page.items, ...this.#state.get().items]);
      this.#state.set({ status: 'ready', items, more: page.hasNextPage ? 'some' : 'none' });
    } catch (cause) {
      this.#state.set({ ...this.#state.get(), more: 'some', error: chatErrorFrom(cause) });
    }
  }

  /** Adds a session that was just created, or replaces what is held of it. */
  put(session: SessionSummary): void {
    const held = this.#state.get();
    this.#state.set({ ...held, status: 'ready', items: newestFirst([session, ...held.items]) });
  }

  /** Shows a session as read up to `seq`, before the server said so. */
  markRead(sessionId: string, seq: number): void {
    const held = this.#state.get();
    const unread = held.items.some(
      ({ id, unreadCount, lastReadSeq }) => id === sessionId && (unreadCount > 0 || lastReadSeq < seq),
    );
    if (!unread) return;
    const items = held.items.map((item) =>
      item.id === sessionId ? { ...item, unreadCount: 0, lastReadSeq: Math.max(item.lastReadSeq, seq) } : item,
    );
    this.#state.set({ ...held, items });
  }

  async #refresh(): Promise<void> {
    try {
      const page = await ask(this.#transport, documents.myChatSessions, { limit: pageSize });
      const held = this.#state.get();
      const more = this.#paged ? held.more : page.hasNextPage ? 'some' : 'none';
      if (!this.#paged) this.#endCursor = page.endCursor;
      this.#paged = true;
      const items = page.items.map((item) => neverBack(item, held.items));
      this.#state.set({ status: 'ready', items: newestFirst([...items, ...held.items]), more });
    } catch (cause) {
      const held = this.#state.get();
      const status = held.status === 'ready' ? 'ready' : 'failed';
      this.#state.set({ ...held, status, error: chatErrorFrom(cause) });
    }
  }
}

/**
 * A read pointer only ever moves forward; an answer from before it moved is no reason to move it back, nor to show as
 * unread what was read to the end.
 */
const neverBack = (item: SessionSummary, held: readonly SessionSummary[]): SessionSummary => {
  const before = held.find(({ id }) => id === item.id);
  if (before === undefined || before.lastReadSeq <= item.lastReadSeq) return item;
  const unreadCount = before.lastReadSeq >= item.lastSeq ? 0 : item.unreadCount;
  return { ...item, lastReadSeq: before.lastReadSeq, unreadCount };
};

/** The first of each session counts. */
const newestFirst = (sessions: readonly SessionSummary[]): readonly SessionSummary[] =>
  sessions
    .filter(({ id }, at) => sessions.findIndex((other) => other.id === id) === at)
    .sort((one, other) => Date.parse(other.lastActivityAt) - Date.parse(one.lastActivityAt));
