import { ChatError, chatErrorFrom } from './errors.ts';
import { waitBefore } from './world.ts';
import type { Backoff, World } from './world.ts';

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

type Phase =
  | { readonly kind: 'idle' }
  /** `again`: what was asked for since may have been written after this read began. */
  | { readonly kind: 'reading'; readonly again: boolean }
  | { readonly kind: 'waiting'; readonly cancel: () => void }
  | { readonly kind: 'stopped' };

/**
 * Reads the log until nothing is missing.
 *
 *     idle ──need, hole──> reading ──whole──> idle
 *                           │  ▲ ▲
 *                   held up │  │ └── more, or needed again
 *                 or failed ▼  │
 *                        waiting
 */
export class CatchUp {
  readonly #options: CatchUpOptions;
  #phase: Phase = { kind: 'idle' };
  #holeWaits = 0;
  #failures = 0;

  constructor(options: CatchUpOptions) {
    this.#options = options;
  }

  /** Reads now, whatever was being waited for; once more where a read is under way. */
  need(): void {
    switch (this.#phase.kind) {
      case 'stopped':
        return;
      case 'reading':
        this.#phase = { kind: 'reading', again: true };
        return;
      case 'waiting':
        this.#phase.cancel();
        break;
      case 'idle':
        break;
    }
    void this.#read();
  }

  /** A hole was seen. What is under way closes it, or finds it held up; only in idleness a read begins, and at once. */
  hole(): void {
    if (this.#phase.kind === 'idle') this.need();
  }

  stop(): void {
    if (this.#phase.kind === 'waiting') this.#phase.cancel();
    this.#phase = { kind: 'stopped' };
  }

  async #read(): Promise<void> {
    this.#phase = { kind: 'reading', again: false };
    const outcome = await this.#options.readOn().catch(chatErrorFrom);
    const phase = this.#now();
    if (phase.kind !== 'reading') return;
    this.#phase = { kind: 'idle' };
    if (outcome instanceof ChatError) {
      this.#options.failed(outcome);
      if (outcome.retryable) this.#wait(this.#failures++, failureBackoff, outcome.retryAfterMs);
      return;
    }
    this.#failures = 0;
    if (outcome !== 'held up') this.#holeWaits = 0;
    if (outcome === 'more' || phase.again) this.need();
    else if (outcome === 'held up') this.#wait(this.#holeWaits++, holeBackoff);
    else this.#options.whole();
  }

  #now(): Phase {
    return this.#phase;
  }

  #wait(attempt: number, backoff: Backoff, atLeast = 0): void {
    const { world } = this.#options;
    const spread = waitBefore(attempt, backoff, () => world.random());
    this.#phase = { kind: 'waiting', cancel: world.after(Math.max(atLeast, spread), () => this.need()) };
  }
}
