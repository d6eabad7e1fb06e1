/**
 * Lets one step of several running acts happen at a time, in an order of the test's choosing: so that what overlaps in the
 * world overlaps here, and a failing interleaving can be run again.
 *
 * An act takes its next turn only when every act that still runs waits for one. `choose` names the next of `count`; a step that
 * is slow comes after all that are not.
 */
export class Turns {
  readonly #choose: (count: number) => number;
  readonly #waiting: { readonly slow: boolean; readonly go: () => void }[] = [];
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
  async take<Outcome>(step: () => Promise<Outcome>, slow = false): Promise<Outcome> {
    await new Promise<void>((go) => {
      this.#waiting.push({ slow, go });
      this.#next();
    });
    return step();
  }

  #next(): void {
    if (this.#waiting.length === 0 || this.#waiting.length < this.#running) return;
    const quick = this.#waiting.filter(({ slow }) => !slow);
    const able = quick.length > 0 ? quick : this.#waiting;
    const next = able[this.#choose(able.length)];
    if (next === undefined) throw new RangeError('unable to go on; the chosen act does not exist');
    this.#waiting.splice(this.#waiting.indexOf(next), 1);
    next.go();
  }
}
