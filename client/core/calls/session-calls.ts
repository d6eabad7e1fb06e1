import type * as Schema from '../../../generated/schema.ts';
import * as documents from '../documents.ts';
import { ask, heardAs } from '../documents.ts';
import { createState } from '../state.ts';
import type { State } from '../state.ts';
import type { Transport } from '../transport.ts';
import { waitBefore } from '../world.ts';
import type { World } from '../world.ts';
import { isLive } from './call-state.ts';

export interface SessionCallState {
  /** Whether it is known by now. */
  readonly isKnown: boolean;
  /** The session's newest call, live or over. */
  readonly newest: Schema.VideoCall | undefined;
  /** The one that is on. */
  readonly live: Schema.VideoCall | undefined;
}

export interface SessionCallsOptions {
  readonly transport: Transport;
  readonly sessionId: string;
  readonly world: World;
}

const backoff = { firstMs: 1_000, mostMs: 30_000 };

/**
 * The calls of one session as they happen. Events come at most once and in no certain order: what is asked once the
 * subscription is acknowledged closes the gap before it, and of two states of a call the greater version is the newer.
 */
export class SessionCalls {
  readonly #options: SessionCallsOptions;
  readonly #state = createState<SessionCallState>({ isKnown: false, newest: undefined, live: undefined });
  readonly #listeners = new Set<(event: Schema.CallEvent) => void>();
  #end: (() => void) | undefined;
  #cancelAgain: (() => void) | undefined;
  #attempt = 0;

  constructor(options: SessionCallsOptions) {
    this.#options = options;
    this.listen();
  }

  get state(): State<SessionCallState> {
    return this.#state;
  }

  /** Begins to listen; again: anew, for a subscription may be over without a word. */
  listen(): void {
    const { transport, sessionId } = this.#options;
    this.#end?.();
    this.#end = transport.live(
      documents.onCallEvent.document,
      { sessionId },
      {
        ready: () => void this.look(),
        event: (data) => {
          if (!heardAs(documents.onCallEvent, data, (event) => this.#heard(event))) void this.look();
        },
        lost: () => undefined,
      },
    );
  }

  /** Calls `listener` with what happens, before the state knows of it, until the returned function is called. */
  onEvent(listener: (event: Schema.CallEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Asks how it is. */
  async look(): Promise<void> {
    this.#cancelAgain?.();
    this.#cancelAgain = undefined;
    try {
      const { items } = await ask(this.#options.transport, documents.callHistory, {
        sessionId: this.#options.sessionId,
        limit: 1,
      });
      this.#attempt = 0;
      if (this.#end === undefined) return;
      for (const call of items) this.take(call);
      if (!this.#state.get().isKnown) this.#state.set({ ...this.#state.get(), isKnown: true });
    } catch {
      if (this.#end === undefined) return;
      const wait = waitBefore(this.#attempt++, backoff, () => this.#options.world.random());
      this.#cancelAgain = this.#options.world.after(wait, () => void this.look());
    }
  }

  /** Somebody was answered with a call of this session. */
  take(call: Schema.VideoCall): void {
    const { newest } = this.#state.get();
    if (newest !== undefined && !isNewer(call, newest)) return;
    this.#state.set({ isKnown: true, newest: call, live: isLive(call) ? call : undefined });
  }

  close(): void {
    this.#end?.();
    this.#end = undefined;
    this.#cancelAgain?.();
    this.#listeners.clear();
  }

  #heard(event: Schema.CallEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
    this.take(event.call);
  }
}

const isNewer = (call: Schema.VideoCall, held: Schema.VideoCall): boolean =>
  call.id === held.id ? call.version > held.version : Date.parse(call.createdAt) > Date.parse(held.createdAt);
