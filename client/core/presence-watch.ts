import * as documents from './documents.ts';
import { ask, heardAs } from './documents.ts';
import { chatErrorFrom } from './errors.ts';
import type { Presence } from './people.ts';
import { createState } from './state.ts';
import type { State } from './state.ts';
import type { Transport } from './transport.ts';
import { waitBefore } from './world.ts';
import type { World } from './world.ts';

export interface PresenceWatchOptions {
  readonly transport: Transport;
  readonly world: World;
  readonly sessionId: string;
  readonly userIds: readonly string[];
  /** How far the server's clock is ahead of this device's, in milliseconds. */
  readonly serverAhead: () => number;
}

/** Members come and go in bursts, and a thousand watchers must not begin anew at the same moment. */
const gatherMs = 2_000;
const backoff = { firstMs: 1_000, mostMs: 60_000 };

/**
 * Some members of a session: who is there.
 *
 * What is known lapses by itself. Since a subscription may be over without a word, each lapse begins it anew, and asks.
 */
export class PresenceWatch {
  readonly sessionId: string;
  readonly #options: PresenceWatchOptions;
  readonly #state = createState<ReadonlyMap<string, Presence>>(new Map());
  #heardMeanwhile = new Set<string>();
  /** How many questions were asked; the newest alone counts. */
  #asked = 0;
  #attempt = 0;
  #end: (() => void) | undefined;
  #cancelAsk: (() => void) | undefined;
  #cancelLapse: (() => void) | undefined;
  #cancelStart: (() => void) | undefined;

  constructor(options: PresenceWatchOptions) {
    this.sessionId = options.sessionId;
    this.#options = options;
  }

  get state(): State<ReadonlyMap<string, Presence>> {
    return this.#state;
  }

  /** Begins to listen; again: anew. */
  start(): void {
    const { transport, sessionId, userIds } = this.#options;
    this.#cancelStart?.();
    this.#cancelStart = undefined;
    this.#end?.();
    this.#end = transport.live(
      documents.onPresence.document,
      { sessionId, userIds },
      {
        ready: () => void this.#ask(),
        event: (data) => {
          const known = heardAs(documents.onPresence, data, (presence) => {
            this.#heardMeanwhile.add(presence.userId);
            this.#take([presence]);
          });
          if (!known) void this.#ask();
        },
        // What is known stays until it lapses.
        lost: () => undefined,
      },
    );
  }

  startSoon(): void {
    const { world } = this.#options;
    this.#cancelStart ??= world.after(Math.round(gatherMs * (0.5 + world.random() / 2)), () => this.start());
  }

  stop(): void {
    for (const cancel of [this.#end, this.#cancelAsk, this.#cancelLapse, this.#cancelStart]) cancel?.();
    this.#end = undefined;
  }

  async #ask(): Promise<void> {
    const { transport, sessionId, userIds } = this.#options;
    const asked = (this.#asked += 1);
    const isOver = (): boolean => this.#end === undefined || asked !== this.#asked;
    this.#cancelAsk?.();
    this.#heardMeanwhile = new Set();
    let all: readonly Presence[];
    try {
      all = await ask(transport, documents.presence, { sessionId, userIds });
    } catch (cause) {
      if (!isOver() && chatErrorFrom(cause).retryable) this.#askAgain();
      return;
    }
    if (isOver()) return;
    this.#attempt = 0;
    // Of whom nothing is known, nothing was when the question was answered.
    this.#take(all.filter(({ userId, lastSeenAt }) => lastSeenAt !== null || !this.#heardMeanwhile.has(userId)));
  }

  #askAgain(): void {
    const { world } = this.#options;
    const wait = waitBefore(this.#attempt++, backoff, () => world.random());
    this.#cancelAsk = world.after(wait, () => void this.#ask());
  }

  #take(arrived: readonly Presence[]): void {
    const next = new Map(this.#state.get());
    for (const presence of arrived) {
      const held = next.get(presence.userId);
      if (!this.#options.userIds.includes(presence.userId) || isOlder(presence, held)) continue;
      if (held === undefined || !same(held, presence)) next.set(presence.userId, presence);
    }
    this.#set(next);
  }

  #set(next: ReadonlyMap<string, Presence>): void {
    const held = this.#state.get();
    const isSame = next.size === held.size && [...next].every(([userId, presence]) => held.get(userId) === presence);
    if (!isSame) this.#state.set(next);
    this.#cancelLapse?.();
    const first = Math.min(...[...next.values()].map((presence) => this.#leftOf(presence)));
    this.#cancelLapse = Number.isFinite(first) ? this.#options.world.after(first, () => this.#lapse()) : undefined;
  }

  #lapse(): void {
    this.#cancelLapse = undefined;
    this.#set(
      new Map(
        [...this.#state.get()].map(([userId, presence]) => [
          userId,
          this.#leftOf(presence) <= 0
            ? { ...presence, status: 'OFFLINE' as const, note: null, expiresAt: null }
            : presence,
        ]),
      ),
    );
    this.startSoon();
  }

  /** How long a presence may be shown, in milliseconds of this device. However wrong its clock is: not longer than it was said for. */
  #leftOf({ lastSeenAt, expiresAt }: Presence): number {
    if (expiresAt === null) return Number.POSITIVE_INFINITY;
    const ends = Date.parse(expiresAt);
    const left = ends - this.#options.world.now() - this.#options.serverAhead();
    const whole = lastSeenAt === null ? left : ends - Date.parse(lastSeenAt);
    return Math.max(0, Math.min(left, whole));
  }
}

const isOlder = (presence: Presence, held: Presence | undefined): boolean =>
  presence.lastSeenAt !== null &&
  (held?.lastSeenAt ?? null) !== null &&
  Date.parse(presence.lastSeenAt) < Date.parse(held?.lastSeenAt ?? '');

const same = (one: Presence, other: Presence): boolean =>
  one.status === other.status &&
  one.note === other.note &&
  one.lastSeenAt === other.lastSeenAt &&
  one.expiresAt === other.expiresAt;
