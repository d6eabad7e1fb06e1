import { chatErrorFrom } from './errors.ts';
import type { ChatError } from './errors.ts';
import type { Message } from './message.ts';
import type { MessagePage } from './model.ts';
import { waitBefore } from './world.ts';
import type { World } from './world.ts';

/** Where a page is asked for; nowhere: the newest. */
export type PagePlace = { readonly before: string } | { readonly after: string } | { readonly around: string } | object;

export interface HistoryOptions {
  readonly read: (place: PagePlace & { readonly limit: number }) => Promise<MessagePage>;
  /** The newest page is there. `base`: the page accounts for every message after this position. */
  readonly opened: (messages: readonly Message[], base: number) => void;
  /** The newest page cannot be read; where `error.retryable` it is being tried again. */
  readonly failed: (error: ChatError) => void;
  readonly world: World;
}

/** Whether there are messages beyond those that were read, on one side. */
export type HistoryState = 'more' | 'loading' | 'complete' | 'failed';

/** Messages that were read without a gap: `from` and `to` are positions, both within. */
interface Stretch {
  from: number;
  to: number;
  /** Where its neighbours are asked for. */
  readonly older: Side;
  readonly newer: Side;
}

interface Side {
  cursor: string | null;
  state: HistoryState;
}

const pageSize = 50;
const backoff = { firstMs: 1_000, mostMs: 30_000 };

/**
 * What was read of a long list of messages, page by page: the newest stretch, which live messages extend, and the one that
 * was jumped to, until the two meet.
 */
export class History {
  readonly #options: HistoryOptions;
  #newest: Stretch | undefined;
  #shown: Stretch | undefined;
  #opening: 'now' | 'later' | 'done' = 'later';
  #attempt = 0;
  #cancelWait: (() => void) | undefined;

  constructor(options: HistoryOptions) {
    this.#options = options;
  }

  get older(): HistoryState {
    return this.#shown?.older.state ?? 'loading';
  }

  get newer(): HistoryState {
    return this.#shown?.newer.state ?? 'complete';
  }

  /** Whether what is shown reaches the newest message. */
  get isAtNewest(): boolean {
    return this.#shown === this.#newest;
  }

  /** Whether the message at a position belongs to what is shown. Before anything was read, it does. */
  holds(seq: number): boolean {
    return this.#shown === undefined || (seq >= this.#shown.from && seq <= this.#shown.to);
  }

  /** Whether every message of the list after a position was read. */
  reaches(seq: number): boolean {
    return this.#newest !== undefined && this.#newest.from <= seq + 1;
  }

  /** Reads the newest page, until it is there. */
  open(): void {
    if (this.#opening === 'later') void this.#open();
  }

  /** Reads the page before those shown; nothing where there is none, or one is on its way. */
  loadOlder(): Promise<readonly Message[]> {
    const stretch = this.#shown;
    return stretch === undefined ? none : this.#load(stretch.older, 'before', (page) => reachBack(stretch, page));
  }

  /** Reads the page after those shown; nothing where they reach the newest. */
  loadNewer(): Promise<readonly Message[]> {
    const stretch = this.#shown;
    if (stretch === undefined) return none;
    return this.#load(stretch.newer, 'after', (page) => {
      stretch.to = Math.max(stretch.to, page.items.at(-1)?.seq ?? 0);
      Object.assign(stretch.newer, sideOf(page.hasNextPage, page.endCursor));
      this.#meet(stretch);
    });
  }

  /** Shows the messages around a cursor. @throws {ChatError} where they cannot be read; what was shown stays. */
  async jumpTo(cursor: string): Promise<readonly Message[]> {
    const page = await this.#options.read({ around: cursor, limit: pageSize });
    const stretch: Stretch = {
      from: page.items[0]?.seq ?? 1,
      to: page.items.at(-1)?.seq ?? 0,
      older: { cursor: null, state: 'complete' },
      newer: sideOf(page.hasNextPage, page.endCursor),
    };
    reachBack(stretch, page);
    this.#shown = stretch;
    this.#meet(stretch);
    return page.items;
  }

  /** Shows the newest messages again. */
  jumpToLatest(): void {
    if (this.#newest !== undefined) this.#shown = this.#newest;
  }

  /**
   * What is before a message is to be read again when it is wanted.
   *
   * @returns false where that cannot be: something else than the newest is shown, or older ones are on their way.
   */
  forgetBefore({ seq, id }: { readonly seq: number; readonly id: string }): boolean {
    const newest = this.#newest;
    if (newest === undefined || this.#shown !== newest || newest.older.state === 'loading') return false;
    newest.from = Math.max(newest.from, seq);
    Object.assign(newest.older, sideOf(true, id));
    return true;
  }

  stop(): void {
    this.#opening = 'done';
    this.#cancelWait?.();
  }

  /** One that reaches the newest stretch is from there on the same. */
  #meet(stretch: Stretch): void {
    const newest = this.#newest;
    if (newest === undefined || newest === stretch) return;
    if (stretch.to < newest.from && stretch.newer.state !== 'complete') return;
    if (stretch.from < newest.from) {
      newest.from = stretch.from;
      Object.assign(newest.older, stretch.older);
    }
    if (this.#shown === stretch) this.#shown = newest;
  }

  async #load(side: Side, way: 'before' | 'after', extend: (page: MessagePage) => void): Promise<readonly Message[]> {
    if (side.cursor === null || (side.state !== 'more' && side.state !== 'failed')) return [];
    side.state = 'loading';
    try {
      const page = await this.#options.read({ [way]: side.cursor, limit: pageSize });
      extend(page);
      return page.items;
    } catch {
      side.state = 'failed';
      return [];
    }
  }

  async #open(): Promise<void> {
    const { read, opened, failed, world } = this.#options;
    this.#cancelWait?.();
    this.#opening = 'now';
    try {
      const page = await read({ limit: pageSize });
      if (this.#isDone()) return;
      this.#opening = 'done';
      // Before the first of a page that has others before it, nothing is claimed.
      const from = page.items[0]?.seq ?? 1;
      const newest: Stretch = {
        from,
        to: Number.POSITIVE_INFINITY,
        older: { cursor: null, state: 'complete' },
        newer: { cursor: null, state: 'complete' },
      };
      reachBack(newest, page);
      this.#newest = newest;
      this.#shown = newest;
      opened(page.items, newest.from - 1);
    } catch (cause) {
      if (this.#isDone()) return;
      this.#opening = 'later';
      const error = chatErrorFrom(cause);
      failed(error);
      if (!error.retryable) return;
      const wait = waitBefore(this.#attempt++, backoff, () => world.random());
      this.#cancelWait = world.after(Math.max(wait, error.retryAfterMs ?? 0), () => void this.#open());
    }
  }

  #isDone(): boolean {
    return this.#opening === 'done';
  }
}

const none: Promise<readonly Message[]> = Promise.resolve([]);

const sideOf = (hasMore: boolean, cursor: string | null): Side =>
  hasMore && cursor !== null ? { cursor, state: 'more' } : { cursor: null, state: 'complete' };

const reachBack = (stretch: Stretch, page: MessagePage): void => {
  Object.assign(stretch.older, sideOf(page.hasPreviousPage, page.startCursor));
  stretch.from = stretch.older.state === 'complete' ? 1 : Math.min(stretch.from, page.items[0]?.seq ?? stretch.from);
};
