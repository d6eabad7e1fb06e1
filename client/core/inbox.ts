import { Limits } from '../../domain/vocabulary/limits.ts';
import * as documents from './documents.ts';
import { ask, heardAs } from './documents.ts';
import { chatErrorFrom } from './errors.ts';
import type { ChatError } from './errors.ts';
import type { Message } from './message.ts';
import type { Transport } from './transport.ts';
import { waitBefore } from './world.ts';
import type { World } from './world.ts';

export interface InboxOptions {
  readonly transport: Transport;
  readonly heard: (message: Message) => void;
  /** Something may have been missed until now: it must be asked for. */
  readonly catchUp: () => void;
  /** A part was acknowledged, which is to be followed by `catchUp`. */
  readonly ready: () => void;
  readonly lost: (error: ChatError) => void;
  /** When the next attempt is due, in epoch milliseconds. */
  readonly retrying: (at: number) => void;
  readonly world: World;
}

const backoff = { firstMs: 1_000, mostMs: 30_000 };
/** Memberships change in bursts. */
const gatherMs = 300;

/**
 * The messages of all sessions of the caller, whether they are open or not: one subscription for each 180 of them. What it
 * listens to is settled when it is opened, so that it is opened anew when the caller's memberships change.
 */
export class Inbox {
  readonly #options: InboxOptions;
  #round = 0;
  #attempt = 0;
  #endings: (() => void)[] = [];
  #cancelWait: (() => void) | undefined;

  constructor(options: InboxOptions) {
    this.#options = options;
  }

  /** Begins to listen; again: anew. */
  async start(): Promise<void> {
    this.stop();
    const round = this.#round;
    try {
      const parts = await this.#parts();
      if (round !== this.#round) return;
      this.#attempt = 0;
      this.#endings = Array.from({ length: parts }, (_, part) => this.#listen(part));
    } catch (cause) {
      if (round === this.#round) this.#startAgain(chatErrorFrom(cause));
    }
  }

  /** The caller entered or left a session. */
  membershipChanged(): void {
    this.#startIn(gatherMs);
  }

  stop(): void {
    this.#round += 1;
    this.#cancelWait?.();
    this.#cancelWait = undefined;
    for (const end of this.#endings) end();
    this.#endings = [];
  }

  #startAgain(error: ChatError): void {
    const { world, lost, retrying } = this.#options;
    const wait = waitBefore(this.#attempt++, backoff, () => world.random());
    this.#startIn(wait);
    lost(error);
    retrying(world.now() + wait);
  }

  #startIn(ms: number): void {
    this.#cancelWait ??= this.#options.world.after(ms, () => void this.start());
  }

  #listen(part: number): () => void {
    const { transport, heard, ready, catchUp, lost, retrying } = this.#options;
    return transport.live(
      documents.onInbox.document,
      { part },
      {
        ready,
        event: (data) => {
          if (!heardAs(documents.onInbox, data, heard)) catchUp();
        },
        // The transport connects anew, and acknowledges; what it gives up for good begins again here.
        lost: (error) => {
          if (error.retryable) lost(error);
          else this.#startAgain(error);
        },
        retrying,
        check: catchUp,
      },
    );
  }

  async #parts(): Promise<number> {
    let [count, after]: [number, string | null] = [0, null];
    do {
      const page: { readonly items: readonly string[]; readonly endCursor: string | null; hasNextPage: boolean } =
        await ask(this.#options.transport, documents.sessionIds, { limit: Limits.sessionsPage, after });
      count += page.items.length;
      after = page.hasNextPage ? page.endCursor : null;
    } while (after !== null);
    return Math.max(1, Math.ceil(count / Limits.inboxSessions));
  }
}
