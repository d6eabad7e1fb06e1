import type { ChatError } from './errors.ts';
import type { FeedStatus } from './feed-state.ts';
import { createState } from './state.ts';
import type { State } from './state.ts';
import type { World } from './world.ts';

/**
 * How a client stands with the server.
 *
 *     idle ──connect──> connecting ──acknowledged──> catching-up ──nothing is missing──> live
 *                           │                         ▲      ▲                            │
 *                           └──> retrying, offline ───┘      └── retrying, offline <──────┘ lost
 *
 * `failed`: the server refuses this user.
 */
export interface ConnectionState {
  readonly status: 'idle' | 'connecting' | 'live' | 'catching-up' | 'offline' | 'retrying' | 'failed';
  /** While `retrying`: when the next attempt is due, in epoch milliseconds. */
  readonly retryAt?: number;
  /** What the last attempt ran into. */
  readonly error?: ChatError;
  /** Sockets do not get through: what happens is asked for every few seconds, and nobody is seen typing. */
  readonly isPolled?: true;
}

export interface ConnectionOptions {
  /** How far the sessions that are open can be trusted. */
  readonly feeds: () => readonly FeedStatus[];
  readonly isPolling: State<boolean>;
  readonly world: World;
}

type Way =
  | { readonly kind: 'none' | 'opening' }
  | { readonly kind: 'open'; readonly isCaughtUp: boolean }
  | { readonly kind: 'lost'; readonly error: ChatError };

/** One word for all that a client listens to. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #state = createState<ConnectionState>({ status: 'idle' });
  #way: Way = { kind: 'none' };
  /** When the first of what was lost is listened for again; over and done where that is past. */
  #retryAt = 0;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    options.isPolling.subscribe(() => this.look());
  }

  get state(): State<ConnectionState> {
    return this.#state;
  }

  begun(): void {
    this.#retryAt = 0;
    this.#go({ kind: 'opening' });
  }

  ended(): void {
    this.#go({ kind: 'none' });
  }

  /** The server acknowledged. @param caughtUp settles when what was missed until now was asked for. */
  ready(caughtUp: Promise<unknown>): void {
    if (this.#way.kind === 'none' || this.#way.kind === 'open') return;
    const way: Way = { kind: 'open', isCaughtUp: false };
    this.#go(way);
    const isThere = (): void => {
      if (this.#way === way) this.#go({ kind: 'open', isCaughtUp: true });
    };
    caughtUp.then(isThere, isThere);
  }

  lost(error: ChatError): void {
    if (this.#way.kind !== 'none') this.#go({ kind: 'lost', error });
  }

  /** A session that is open, or the way to all of them, tries again at a time, in epoch milliseconds. */
  retrying(at: number): void {
    const isOver = this.#retryAt <= this.#options.world.now();
    this.#retryAt = isOver ? at : Math.min(at, this.#retryAt);
    this.look();
  }

  /** A session that is open stands otherwise than before. */
  look(): void {
    const next = this.#now();
    const before = this.#state.get();
    const isSame = (['status', 'retryAt', 'error', 'isPolled'] as const).every((name) => next[name] === before[name]);
    if (!isSame) this.#state.set(next);
  }

  #go(way: Way): void {
    this.#way = way;
    this.look();
  }

  #now(): ConnectionState {
    const { feeds, isPolling, world } = this.#options;
    const way = this.#way;
    const due = this.#retryAt > world.now() ? { retryAt: this.#retryAt } : {};
    switch (way.kind) {
      case 'none':
        return { status: 'idle' };
      case 'opening':
        return { status: 'connecting' };
      case 'lost': {
        const { error } = way;
        if (!error.retryable) return { status: 'failed', error };
        if (world.isOnline?.() === false) return { status: 'offline', error };
        return { status: 'retrying', error, ...due };
      }
      case 'open': {
        const statuses = feeds();
        const polled = isPolling.get() ? { isPolled: true as const } : {};
        if (statuses.includes('offline')) return { status: 'retrying', ...due, ...polled };
        const isWhole = way.isCaughtUp && !statuses.includes('catching-up');
        return { status: isWhole || this.#wasLive() ? 'live' : 'catching-up', ...polled };
      }
    }
  }

  /** A session that is just being opened is not whole yet, and nothing was lost: that is no news of the connection. */
  #wasLive(): boolean {
    return this.#state.get().status === 'live';
  }
}
