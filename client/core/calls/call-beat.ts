import { CallDurations } from '../../../domain/vocabulary/call-limits.ts';
import type { World } from '../world.ts';

export interface CallBeatOptions {
  readonly world: World;
  /** A sign of life is due. */
  readonly alive: () => void;
  /** How it is going is due to be measured. */
  readonly measure: () => void;
  /** A new token is due. */
  readonly renew: () => void;
  /** How loud it is may be another now. */
  readonly listen: () => void;
}

const measureMs = 5_000;
const listenMs = 250;
/** A token is renewed so long before it ends. */
const headStartMs = 300_000;
/** Again, where that failed. */
const renewAgainMs = 20_000;

/** What a call does by the clock. */
export class CallBeat {
  readonly #options: CallBeatOptions;
  readonly #cancels = new Map<string, () => void>();
  #isOver = false;

  constructor(options: CallBeatOptions) {
    this.#options = options;
    this.#every('alive', CallDurations.heartbeat, options.alive);
    this.#every('measure', measureMs, options.measure);
    this.#every('listen', listenMs, options.listen);
  }

  /** @param expiresAt epoch milliseconds. */
  renewBefore(expiresAt: number): void {
    const { world, renew } = this.#options;
    this.#in('renew', Math.max(renewAgainMs, expiresAt - world.now() - headStartMs), renew);
  }

  renewAgain(): void {
    this.#in('renew', renewAgainMs, this.#options.renew);
  }

  stop(): void {
    this.#isOver = true;
    for (const cancel of this.#cancels.values()) cancel();
    this.#cancels.clear();
  }

  #every(name: string, ms: number, act: () => void): void {
    this.#in(name, ms, () => {
      this.#every(name, ms, act);
      act();
    });
  }

  #in(name: string, ms: number, act: () => void): void {
    this.#cancels.get(name)?.();
    if (!this.#isOver) this.#cancels.set(name, this.#options.world.after(ms, act));
  }
}
