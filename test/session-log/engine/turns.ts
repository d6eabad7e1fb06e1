/**
 * Lets one step of several running acts happen at a time, in an order of the test's choosing: so that what overlaps in the
 * world overlaps here, and a failing interleaving can be run again.
 *
 * An act takes its next turn only when every act that still runs waits for one. `choose` names the next of `count`.
 */
export class Turns {
  readonly #choose: (count: number) => number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(choose: (count: number) => number) {
    this.#choose = choose;
  }

  /** Runs the acts until each has ended. */
  async play(acts: readonly (() => Promise<void>)[]): Promise<void> {
    this.#running = acts.length;
    const ended = await Promise.allSettled(
      acts.map(async (act) => {
        try {
          await act();
        } finally {
          this.#running -= 1;
          this.#next();
        }
      }),
    );
    for (const end of ended) if (end.status === 'rejected') throw end.reason;
  }

  /** One step of the act that calls: waits for its turn. */
  async take<Outcome>(step: () => Promise<Outcome>): Promise<Outcome> {
    await new Promise<void>((go) => {
      this.#waiting.push(go);
      this.#next();
    });
    return step();
  }

  #next(): void {
    const count = this.#waiting.length;
    if (count === 0 || count < this.#running) return;
    const [go] = this.#waiting.splice(this.#choose(count), 1);
    go?.();
  }
}
