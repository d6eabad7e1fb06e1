import { previewOf } from '../../domain/vocabulary/message-text.ts';
import { isSaid, isUnreadFor } from '../../domain/vocabulary/unread.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import * as documents from './documents.ts';
import { ask } from './documents.ts';
import { chatErrorFrom } from './errors.ts';
import type { ChatError } from './errors.ts';
import { textOf } from './message.ts';
import type { Message } from './message.ts';
import type { SessionSummary } from './model.ts';
import { isOwnSender, told } from './session-events.ts';
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

/** A session as it was read, what was said in it since, and how far this user read it here. */
interface Held {
  readonly read: SessionSummary;
  readonly later: ReadonlyMap<number, Message>;
  readonly readTo: number;
  /** What these come to. */
  readonly shown: SessionSummary;
}

/** The caller's sessions, as far as they were paged through, and what happens in them. */
export class SessionList {
  readonly #transport: Transport;
  readonly #userId: string;
  readonly #newcomers: () => void;
  readonly #state = createState<SessionListState>({ status: 'loading', items: [], more: 'none' });
  readonly #held = new Map<string, Held>();
  /** Sessions that were left while a page was on its way. */
  readonly #gone = new Set<string>();
  #endCursor: string | null = null;
  /** Whether paging has a place to go on from. A session that was put in says nothing of those further down. */
  #paged = false;
  #refreshing: Promise<void> | undefined;

  /** @param newcomers is called when a refresh found sessions that were not known: somebody opened them, or they came alive. */
  constructor(transport: Transport, userId: string, newcomers: () => void = () => undefined) {
    this.#transport = transport;
    this.#userId = userId;
    this.#newcomers = newcomers;
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
    const { more } = this.#state.get();
    if (more !== 'some' || this.#endCursor === null) return;
    this.#publish({ more: 'loading' });
    try {
      const page = await ask(this.#transport, documents.myChatSessions, { limit: pageSize, after: this.#endCursor });
      this.#endCursor = page.endCursor;
      for (const item of page.items) this.#take(item);
      this.#publish({ status: 'ready', more: page.hasNextPage ? 'some' : 'none' });
    } catch (cause) {
      this.#publish({ more: 'some', error: chatErrorFrom(cause) });
    }
  }

  /** Adds a session that was just created, or replaces what is held of it. */
  put(session: SessionSummary): void {
    this.#gone.delete(session.id);
    this.#take(session);
    this.#publish({ status: 'ready' });
  }

  /** Reads one session again, or for the first time. One that is not there, or not the caller's, is taken out. */
  async reread(sessionId: string): Promise<void> {
    this.#gone.delete(sessionId);
    try {
      const session = await ask(this.#transport, documents.chatSession, { sessionId });
      if (!this.#gone.has(sessionId)) this.put(session);
    } catch (cause) {
      if (chatErrorFrom(cause).code === 'SessionNotFound') this.remove(sessionId);
    }
  }

  /** The caller is no member of it any more. */
  remove(sessionId: string): void {
    this.#gone.add(sessionId);
    if (this.#held.delete(sessionId)) this.#publish();
  }

  /** Shows a session as read up to `seq`, before the server said so. */
  markRead(sessionId: string, seq: number): void {
    const held = this.#held.get(sessionId);
    if (held === undefined || held.readTo >= seq) return;
    this.#hold({ ...held, readTo: seq });
    this.#publish();
  }

  /** A message of any of the sessions came live. Answers whether the session is known here. */
  heard(message: Message): boolean {
    const held = this.#held.get(message.sessionId);
    if (held === undefined) return false;
    if (message.seq <= held.read.lastSeq || held.later.has(message.seq)) return true;
    this.#hold({ ...held, later: new Map([...held.later, [message.seq, message]]) });
    this.#publish();
    return true;
  }

  /** A message changed: where it is the one shown, the list shows another text, or another message. */
  changed(message: Message): void {
    const held = this.#held.get(message.sessionId);
    const last = held?.shown.lastMessage ?? null;
    if (held === undefined || last?.seq !== message.seq) return;
    if (message.deletedAt !== null) {
      void this.reread(message.sessionId);
      return;
    }
    const text = previewOf(textOf(message));
    if (text === last.text) return;
    if (held.later.has(message.seq)) this.#hold({ ...held, later: new Map([...held.later, [message.seq, message]]) });
    else this.#hold({ ...held, read: { ...held.read, lastMessage: { ...last, text } } });
    this.#publish();
  }

  async #refresh(): Promise<void> {
    this.#gone.clear();
    try {
      const page = await ask(this.#transport, documents.myChatSessions, { limit: pageSize });
      const more = this.#paged ? this.#state.get().more : page.hasNextPage ? 'some' : 'none';
      const isFirst = !this.#paged;
      const isNew = page.items.some(({ id }) => !this.#held.has(id));
      if (isFirst) this.#endCursor = page.endCursor;
      this.#paged = true;
      // Where there is but one page, what is not on it is not the caller's.
      const listed = new Set(page.items.map(({ id }) => id));
      if (!page.hasNextPage) for (const id of [...this.#held.keys()]) if (!listed.has(id)) this.#held.delete(id);
      for (const item of page.items) this.#take(item);
      this.#state.set({ status: 'ready', items: this.#items(), more });
      if (isNew && !isFirst) this.#newcomers();
    } catch (cause) {
      const { status } = this.#state.get();
      this.#publish({ status: status === 'ready' ? 'ready' : 'failed', error: chatErrorFrom(cause) });
    }
  }

  #publish(next: Partial<SessionListState> = {}): void {
    this.#state.set({ ...this.#state.get(), ...next, items: this.#items() });
  }

  #items(): readonly SessionSummary[] {
    const shown = [...this.#held.values()].map((held) => held.shown);
    return shown.sort((one, other) => Date.parse(other.lastActivityAt) - Date.parse(one.lastActivityAt));
  }

  /** A session was read; what was said since it was read is not in it. */
  #take(read: SessionSummary): void {
    if (this.#gone.has(read.id)) return;
    const before = this.#held.get(read.id);
    if (before !== undefined && before.read.lastSeq > read.lastSeq) return;
    const later = new Map([...(before?.later ?? [])].filter(([seq]) => seq > read.lastSeq));
    this.#hold({ read, later, readTo: Math.max(before?.readTo ?? 0, read.lastReadSeq) });
  }

  #hold(held: Omit<Held, 'shown'>): void {
    const inOrder = [...held.later.values()].sort((one, other) => one.seq - other.seq);
    const shown = inOrder.reduce((session, message) => this.#after(session, message), readUpTo(held.read, held.readTo));
    this.#held.set(held.read.id, { ...held, shown });
  }

  /** A session after one more message. */
  #after(before: SessionSummary, message: Message): SessionSummary {
    const session = told(before, message, this.#userId);
    const { seq, kind, senderId, senderName, createdAt } = message;
    const isOwn = isOwnSender(senderId, this.#userId, session.myAlias);
    const countable = {
      kind,
      senderId: isOwn ? this.#userId : senderId,
      isInThread: message.threadRootId !== null,
      isDeleted: message.deletedAt !== null,
    };
    const unread = seq > session.lastReadSeq && isUnreadFor(this.#userId, countable) ? 1 : 0;
    const mentioned = message.mentions.includes(this.#userId) ? unread : 0;
    return {
      ...session,
      lastSeq: Math.max(session.lastSeq, seq),
      lastActivityAt: later(session.lastActivityAt, createdAt),
      lastMessage: isSaid(countable)
        ? { seq, senderId, senderName, kind, text: previewOf(textOf(message)) }
        : session.lastMessage,
      unreadCount: Math.min(Limits.unreadShown, session.unreadCount + unread),
      mentionCount: Math.min(Limits.unreadShown, session.mentionCount + mentioned),
    };
  }
}

const later = (one: string, other: string): string => (Date.parse(other) > Date.parse(one) ? other : one);

/**
 * A read pointer only ever moves forward; an answer from before it moved is no reason to move it back, nor to show as
 * unread what was read to the end.
 */
const readUpTo = (session: SessionSummary, seq: number): SessionSummary => {
  if (seq <= session.lastReadSeq) return session;
  const isAll = seq >= session.lastSeq;
  return {
    ...session,
    lastReadSeq: seq,
    unreadCount: isAll ? 0 : session.unreadCount,
    mentionCount: isAll ? 0 : session.mentionCount,
  };
};
