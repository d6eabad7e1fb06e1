import * as documents from './documents.ts';
import { ask } from './documents.ts';
import { chatErrorFrom } from './errors.ts';
import type { ChatError } from './errors.ts';
import type { Message } from './model.ts';
import type { Transport } from './transport.ts';
import { waitBefore } from './world.ts';
import type { World } from './world.ts';

export interface HistoryOptions {
  readonly sessionId: string;
  readonly transport: Transport;
  readonly world: World;
  /** The newest page is there. `base`: the page accounts for every message after this position. */
  readonly opened: (messages: readonly Message[], base: number) => void;
  /** The newest page cannot be read; where `error.retryable` it is being tried again. */
  readonly failed: (error: ChatError) => void;
}

/** Whether there are messages older than those that were read. */
export type HistoryState = 'more' | 'loading' | 'complete' | 'failed';

const pageSize = 50;
const backoff = { firstMs: 1_000, mostMs: 30_000 };

/** A session's messages read backwards, page by page. */
export class History {
  readonly #options: HistoryOptions;
  #state: HistoryState = 'loading';
  #startCursor: string | null = null;
  #opening: 'now' | 'later' | 'done' = 'later';
  #attempt = 0;
  #cancelWait: (() => void) | undefined;

  constructor(options: HistoryOptions) {
    this.#options = options;
  }

  get state(): HistoryState {
    return this.#state;
  }

  /** Reads the newest page, until it is there. */
  open(): void {
    if (this.#opening === 'later') void this.#open();
  }

  /** Reads the page before those read so far; nothing where there is none, or one is on its way. */
  async older(): Promise<readonly Message[]> {
    if (this.#state !== 'more' && this.#state !== 'failed') return [];
    this.#state = 'loading';
    try {
      return await this.#page();
    } catch {
      this.#state = 'failed';
      return [];
    }
  }

  stop(): void {
    this.#opening = 'done';
    this.#cancelWait?.();
  }

  async #open(): Promise<void> {
    const { opened, failed, world } = this.#options;
    this.#cancelWait?.();
    this.#opening = 'now';
    try {
      const items = await this.#page();
      if (this.#isDone()) return;
      this.#opening = 'done';
      // Before the first of a page that has others before it, nothing is claimed.
      opened(items, this.#state === 'complete' ? 0 : (items[0]?.seq ?? 1) - 1);
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

  async #page(): Promise<readonly Message[]> {
    const { transport, sessionId } = this.#options;
    const before = this.#startCursor === null ? {} : { before: this.#startCursor };
    const page = await ask(transport, documents.messages, { sessionId, limit: pageSize, ...before });
    this.#startCursor = page.startCursor;
    this.#state = page.hasPreviousPage && page.startCursor !== null ? 'more' : 'complete';
    return page.items;
  }

  #isDone(): boolean {
    return this.#opening === 'done';
  }
}
