/**
 * Does what concerns one thing in turn, each once the one before is over, however that ended. Requests that are on their way
 * together reach the server in no certain order, and the last wish is to be the one that stands.
 */
export class Turns {
  /** The last that is being done, or waits, by what it concerns. */
  readonly #last = new Map<string, Promise<unknown>>();

  /** Where nothing is being done, it is done at once. */
  take<T>(about: string, act: () => Promise<T>): Promise<T> {
    const before = this.#last.get(about);
    const done = before === undefined ? act() : before.then(act);
    const over: Promise<unknown> = done
      .catch(() => undefined)
      .then(() => {
        if (this.#last.get(about) === over) this.#last.delete(about);
      });
    this.#last.set(about, over);
    return done;
  }

  /** Settles once what was begun until now is over. */
  async over(about: string): Promise<void> {
    await this.#last.get(about);
  }
}
