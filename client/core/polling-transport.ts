import { ClientErrorCode, chatErrorFrom, networkLost } from './errors.ts';
import { createState } from './state.ts';
import type { State } from './state.ts';
import type { LiveHandlers, Transport, Variables } from './transport.ts';
import { waitBefore } from './world.ts';
import type { World } from './world.ts';

interface Ear {
  readonly handlers: LiveHandlers;
  /** `polled`: it counts as heard, since what happens is asked for. */
  state: 'waiting' | 'live' | 'polled';
}

/** A subscription that nobody acknowledged for so long has met something that lets no socket through, or no network. */
const patienceMs = 8_000;
const every = { firstMs: 3_000, mostMs: 3_000 };
const unreachable = { firstMs: 3_000, mostMs: 30_000 };

/**
 * A transport that works where sockets do not, as behind some proxies: what live delivery would tell is asked for every two
 * or three seconds, as long as requests are answered and subscriptions are not.
 *
 *     waiting ──acknowledged──> live          waiting ──8 s, requests are answered──> polled
 *        ▲                       │               ▲                                     │
 *        └───────── lost ────────┘               ├────── no request is answered ───────┤
 *                                                │         live <───── acknowledged ───┘
 *
 * What has no log behind it, as typing, is not told meanwhile.
 */
export class PollingTransport implements Transport {
  readonly #base: Transport;
  readonly #world: World;
  readonly #isPolling = createState(false);
  readonly #ears = new Set<Ear>();
  /** How requests went since the last look. */
  #outcome: 'answered' | 'unanswered' | undefined;
  #failures = 0;
  #cancelLook: (() => void) | undefined;

  constructor(base: Transport, world: World) {
    this.#base = base;
    this.#world = world;
  }

  /** Whether what happens is asked for in place of being told. */
  get isPolling(): State<boolean> {
    return this.#isPolling;
  }

  async request(document: string, variables: Variables): Promise<unknown> {
    try {
      const data = await this.#base.request(document, variables);
      this.#outcome = 'answered';
      return data;
    } catch (cause) {
      // Whoever refuses is there.
      this.#outcome = chatErrorFrom(cause).code === ClientErrorCode.NetworkLost ? 'unanswered' : 'answered';
      throw cause;
    }
  }

  live(document: string, variables: Variables, handlers: LiveHandlers): () => void {
    const ear: Ear = { handlers, state: 'waiting' };
    this.#ears.add(ear);
    const end = this.#base.live(document, variables, {
      ready: () => {
        ear.state = 'live';
        handlers.ready();
        this.#settle();
      },
      event: (data) => handlers.event(data),
      lost: (error) => {
        if (!error.retryable) this.#ears.delete(ear);
        else if (ear.state === 'polled') return;
        else ear.state = 'waiting';
        handlers.lost(error);
        this.#settle();
      },
      retrying: (at) => {
        if (ear.state === 'waiting') handlers.retrying?.(at);
      },
    });
    this.#settle();
    if (this.#isPolling.get()) queueMicrotask(() => this.#poll(ear));
    return () => {
      this.#ears.delete(ear);
      end();
      this.#settle();
    };
  }

  wake(): void {
    this.#base.wake?.();
  }

  /** Looks after those that are not told, as long as there are any. */
  #settle(): void {
    const deaf = this.#deaf();
    if (!deaf.some(({ state }) => state === 'polled')) this.#isPolling.set(false);
    if (deaf.length === 0) {
      this.#cancelLook?.();
      this.#cancelLook = undefined;
    } else if (this.#cancelLook === undefined) {
      // What was answered before says nothing of the network since.
      this.#outcome = undefined;
      this.#cancelLook = this.#world.after(patienceMs, () => this.#look());
    }
  }

  #look(): void {
    const outcome = this.#outcome;
    this.#outcome = undefined;
    this.#failures = outcome === 'unanswered' ? this.#failures + 1 : 0;
    for (const ear of this.#deaf()) {
      if (outcome === 'answered') this.#poll(ear);
      else if (outcome === 'unanswered' && ear.state === 'polled') this.#giveUp(ear);
      ear.handlers.check?.();
    }
    const wait = waitBefore(this.#failures, outcome === 'unanswered' ? unreachable : every, () => this.#world.random());
    this.#cancelLook = undefined;
    if (this.#deaf().length === 0) return;
    this.#cancelLook = this.#world.after(wait, () => this.#look());
  }

  #poll(ear: Ear): void {
    if (ear.state !== 'waiting' || !this.#ears.has(ear)) return;
    ear.state = 'polled';
    this.#isPolling.set(true);
    ear.handlers.ready();
  }

  #giveUp(ear: Ear): void {
    ear.state = 'waiting';
    ear.handlers.lost(networkLost());
    if (!this.#deaf().some(({ state }) => state === 'polled')) this.#isPolling.set(false);
  }

  #deaf(): readonly Ear[] {
    return [...this.#ears].filter(({ state }) => state !== 'live');
  }
}
