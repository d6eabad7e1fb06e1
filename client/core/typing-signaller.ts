import type { World } from './world.ts';

export interface TypingSignallerOptions {
  readonly say: () => Promise<unknown>;
  readonly world: World;
}

/** Receivers show a signal for 3 seconds, so that one in 2.5 keeps it up. Each is a request, and paid for. */
const quietMs = 2_500;

/** Tells others of typing, sparingly. That it stopped needs no word: the signal lapses, and a message ends it. */
export class TypingSignaller {
  readonly #options: TypingSignallerOptions;
  #lastSaid = Number.NEGATIVE_INFINITY;

  constructor(options: TypingSignallerOptions) {
    this.#options = options;
  }

  typed(): void {
    const now = this.#options.world.now();
    if (now - this.#lastSaid < quietMs) return;
    this.#lastSaid = now;
    // A lost signal is no loss: the next keystroke repeats it.
    this.#options.say().catch(() => undefined);
  }

  /** What was typed went out as a message; the next keystroke begins another. */
  sent(): void {
    this.#lastSaid = Number.NEGATIVE_INFINITY;
  }
}
