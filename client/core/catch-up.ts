import { chatErrorFrom } from './errors.ts';
import type { ChatError } from './errors.ts';
import { waitBefore } from './world.ts';
import type { World } from './world.ts';

export interface CatchUpOptions {
  /** Reads one page of the log from the durable cursor on. Answers whether something is known to be missing still. */
  readonly readOn: () => Promise<'whole' | 'more' | 'held up'>;
  readonly whole: () => void;
  /** The log cannot be read now; where `error.retryable` it is being tried again. */
  readonly failed: (error: ChatError) => void;
  readonly world: World;
}

/** A hole is a writer's, and mostly closed within a round trip; after 2 s the server closes it. */
const holeBackoff = { firstMs: 150, mostMs: 2_000 };
const failureBackoff = { firstMs: 500, mostMs: 30_000 };

/**
 * Reads the log until nothing is missing.
 *
 *     idle ──need──> reading ──whole──> idle
 *                     │  ▲ ▲
 *             held up │  │ └── more
 *           or failed ▼  │
 *                    waiting
 *
 * A need that comes while reading is met by one more read: what it knows of may have been written after that read began.
 */
export class CatchUp {
  readonly #options: CatchUpOptions;
  #reading = false;
  #again = false;
  #holeWaits = 0;
  #failures = 0;
  #cancelWait: (() => void) | undefined;
  #stopped = false;

  constructor(options: CatchUpOptions) {
    this.#options = options;
  }

  /** Reads now, whatever was being waited for. */
  need(): void {
    if (this.#stopped) return;
    this.#cancelWait?.();
    this.#cancelWait = undefined;
    if (this.#reading) {
      this.#again = true;
      return;
    }
    void this.#read();
  }

  /** A hole was seen. What is under way closes it, or finds it held up; only in idleness a read begins, and at once. */
  hole(): void {
    if (!this.#reading && this.#cancelWait === undefined) this.need();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelWait?.();
  }

  async #read(): Promise<void> {
    this.#reading = true;
    this.#again = false;
    try {
      const outcome = await this.#options.readOn();
      this.#reading = false;
      if (this.#stopped) return;
      this.#failures = 0;
      if (outcome !== 'held up') this.#holeWaits = 0;
      if (outcome === 'more' || this.#again) this.need();
      else if (outcome === 'held up') this.#wait(this.#holeWaits++, holeBackoff);
      else this.#options.whole();
    } catch (cause) {
      this.#reading = false;
      if (this.#stopped) return;
      const error = chatErrorFrom(cause);
      this.#options.failed(error);
      if (error.retryable) this.#wait(this.#failures++, failureBackoff, error.retryAfterMs);
    }
  }

  #wait(attempt: number, backoff: { firstMs: number; mostMs: number }, atLeast = 0): void {
    const { world } = this.#options;
    const ms = Math.max(
      atLeast,
      waitBefore(attempt, backoff, () => world.random()),
    );
    this.#cancelWait = world.after(ms, () => this.need());
  }
}
