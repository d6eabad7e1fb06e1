import { previewOf } from '../../domain/vocabulary/message-text.ts';
import * as documents from './documents.ts';
import { ask } from './documents.ts';
import { chatErrorFrom } from './errors.ts';
import type { ChatError } from './errors.ts';
import { doubtMs, mayLack } from './in-flight.ts';
import { isNewer, shownOf } from './listed-session.ts';
import type { Held } from './listed-session.ts';
import { textOf } from './message.ts';
import type { Message } from './message.ts';
import type { Page, SessionSummary } from './model.ts';
import { createState } from './state.ts';
import type { State } from './state.ts';
import type { Transport } from './transport.ts';
import { realWorld } from './world.ts';
import type { World } from './world.ts';

export interface SessionListState {
  readonly status: 'loading' | 'ready' | 'failed';
  /** Why the newest attempt failed; what was loaded before stays. */
  readonly error?: ChatError;
  /** Newest activity first. */
  readonly items: readonly SessionSummary[];
  readonly more: 'none' | 'some' | 'loading';
}

const pageSize = 30;

/** The caller's sessions, as far as they were paged through, and what happens in them. */
export class SessionList {
  readonly #transport: Transport;
  readonly #userId: string;
  readonly #newcomers: () => void;
  readonly #world: World;
  readonly #state = createState<SessionListState>({ status: 'loading', items: [], more: 'none' });
  readonly #held = new Map<string, Held & { readonly shown: SessionSummary }>();
  /** Sessions that were left while a page was on its way. */
  readonly #gone = new Set<string>();
  #endCursor: string | null = null;
  /** Whether paging has a place to go on from. A session that was put in says nothing of those further down. */
  #paged = false;
  /** The newest activity when all that was known was up to date, in epoch milliseconds. */
  #upToDateAt = 0;
  #refreshing: Promise<void> | undefined;
  #refreshingNext: Promise<void> | undefined;
  /** How many questions were asked. */
  #asked = 0;
  /** Sessions that are going to be read again, with what calls it off. */
  readonly #inDoubt = new Map<string, () => void>();

  /** @param newcomers is called when a refresh found sessions that were not known: somebody opened them, or they came alive. */
  constructor(transport: Transport, userId: string, newcomers: () => void = () => undefined, world: World = realWorld) {
    this.#transport = transport;
    this.#userId = userId;
    this.#newcomers = newcomers;
    this.#world = world;
  }

  get state(): State<SessionListState> {
    return this.#state;
  }

  /**
   * Reads the newest page again, and as many more of those that were paged through as anything has happened in. While it is
   * being read: once more afterwards, for what happened since it was asked for.
   */
  refresh(): Promise<void> {
    const before = this.#refreshing;
    if (before === undefined) {
      this.#refreshing = this.#refresh().finally(() => {
        this.#refreshing = undefined;
      });
      return this.#refreshing;
    }
    this.#refreshingNext ??= before.then(() => {
      this.#refreshingNext = undefined;
      return this.refresh();
    });
    return this.#refreshingNext;
  }

  async loadMore(): Promise<void> {
    const { more } = this.#state.get();
    if (more !== 'some' || this.#endCursor === null) return;
    this.#publish({ more: 'loading' });
    const asked = (this.#asked += 1);
    try {
      const page = await ask(this.#transport, documents.myChatSessions, { limit: pageSize, after: this.#endCursor });
      this.#endCursor = page.endCursor;
      for (const item of page.items) this.#take(item, asked);
      this.#publish({ status: 'ready', more: page.hasNextPage ? 'some' : 'none' });
    } catch (cause) {
      this.#publish({ more: 'some', error: chatErrorFrom(cause) });
    }
  }

  /** Adds a session that was just created, or replaces what is held of it. */
  put(session: SessionSummary): void {
    this.#gone.delete(session.id);
    this.#take(session, (this.#asked += 1));
    this.#publish({ status: 'ready' });
  }

  /** Reads one session again, or for the first time. One that is not there, or not the caller's, is taken out. */
  async reread(sessionId: string): Promise<void> {
    this.#gone.delete(sessionId);
    const asked = (this.#asked += 1);
    try {
      this.#take(await ask(this.#transport, documents.chatSession, { sessionId }), asked);
      this.#publish({ status: 'ready' });
    } catch (cause) {
      if (chatErrorFrom(cause).code === 'SessionNotFound') this.remove(sessionId);
    }
  }

  /** The caller is no member of it any more. */
  remove(sessionId: string): void {
    this.#gone.add(sessionId);
    this.#settle(sessionId);
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
    if (mayLack(held.read, message)) this.#doubt(message.sessionId);
    if (message.seq <= held.read.lastSeq || held.later.has(message.seq)) return true;
    this.#hold({ ...held, later: new Map([...held.later, [message.seq, { message, asked: this.#asked }]]) });
    this.#publish();
    return true;
  }

  /** A message changed: where it is the one shown, the list shows another text, or another message. */
  changed(message: Message): void {
    const held = this.#held.get(message.sessionId);
    const last = held?.shown.lastMessage ?? null;
    if (held === undefined || last?.seq !== message.seq) return;
    // What is being read may be as it was before: the answer to a later question is the newer.
    if (message.deletedAt !== null || this.#refreshing !== undefined) void this.reread(message.sessionId);
    if (message.deletedAt !== null) return;
    const text = previewOf(textOf(message));
    if (text === last.text) return;
    const heard = held.later.get(message.seq);
    if (heard !== undefined) {
      this.#hold({ ...held, later: new Map([...held.later, [message.seq, { ...heard, message }]]) });
    } else this.#hold({ ...held, read: { ...held.read, lastMessage: { ...last, text } } });
    this.#publish();
  }

  /** Asks nothing more by itself. */
  stop(): void {
    for (const sessionId of [...this.#inDoubt.keys()]) this.#settle(sessionId);
  }

  async #refresh(): Promise<void> {
    this.#gone.clear();
    const asked = (this.#asked += 1);
    try {
      let page = await ask(this.#transport, documents.myChatSessions, { limit: pageSize });
      const newest = page.items[0];
      const more = this.#paged ? this.#state.get().more : page.hasNextPage ? 'some' : 'none';
      const isFirst = !this.#paged;
      const isNew = page.items.some(({ id }) => !this.#held.has(id));
      if (isFirst) this.#endCursor = page.endCursor;
      this.#paged = true;
      // Where there is but one page, what is not on it is not the caller's.
      const listed = new Set(page.items.map(({ id }) => id));
      const isGone = ([id, held]: readonly [string, Held]): boolean => !listed.has(id) && held.asked < asked;
      if (!page.hasNextPage) for (const [id] of [...this.#held].filter(isGone)) this.#held.delete(id);
      for (const item of page.items) this.#take(item, asked);
      while (!isFirst && page.endCursor !== null && this.#goesOn(page, listed)) {
        page = await ask(this.#transport, documents.myChatSessions, { limit: pageSize, after: page.endCursor });
        for (const item of page.items) {
          listed.add(item.id);
          this.#take(item, asked);
        }
      }
      if (newest !== undefined) this.#upToDateAt = Date.parse(newest.lastActivityAt);
      this.#state.set({ status: 'ready', items: this.#items(), more });
      if (isNew && !isFirst) this.#newcomers();
    } catch (cause) {
      const { status } = this.#state.get();
      this.#publish({ status: status === 'ready' ? 'ready' : 'failed', error: chatErrorFrom(cause) });
    }
  }

  /** Whether what is known may be out of date further down than a page reaches. */
  #goesOn({ items, hasNextPage }: Page<SessionSummary>, listed: ReadonlySet<string>): boolean {
    const oldest = Date.parse(items.at(-1)?.lastActivityAt ?? '');
    return hasNextPage && oldest >= this.#upToDateAt && [...this.#held.keys()].some((id) => !listed.has(id));
  }

  #publish(next: Partial<SessionListState> = {}): void {
    this.#state.set({ ...this.#state.get(), ...next, items: this.#items() });
  }

  #items(): readonly SessionSummary[] {
    const shown = [...this.#held.values()].map((held) => held.shown);
    return shown.sort((one, other) => Date.parse(other.lastActivityAt) - Date.parse(one.lastActivityAt));
  }

  /** A session was read; what was said since it was read is not in it. */
  #take(read: SessionSummary, asked: number): void {
    if (this.#gone.has(read.id)) return;
    const before = this.#held.get(read.id);
    if (before !== undefined && isNewer(before, { read, asked })) return;
    const heard = [...(before?.later ?? [])];
    // What came while it was read may be in it, or not.
    if (heard.some(([, one]) => one.asked >= asked && mayLack(read, one.message))) this.#doubt(read.id);
    const later = new Map(heard.filter(([seq]) => seq > read.lastSeq));
    this.#hold({ read, asked, later, readTo: Math.max(before?.readTo ?? 0, read.lastReadSeq) });
  }

  #settle(sessionId: string): void {
    this.#inDoubt.get(sessionId)?.();
    this.#inDoubt.delete(sessionId);
  }

  /** What is held of a session may lack something that was told of it: it is read again. */
  #doubt(sessionId: string): void {
    if (this.#inDoubt.has(sessionId)) return;
    const callOff = this.#world.after(Math.round(doubtMs * this.#world.random()), () => {
      this.#inDoubt.delete(sessionId);
      void this.reread(sessionId);
    });
    this.#inDoubt.set(sessionId, callOff);
  }

  #hold(held: Held): void {
    this.#held.set(held.read.id, { ...held, shown: shownOf(held, this.#userId) });
  }
}
