/** Something that is held by several at once, and ends when nobody holds it any more. */
export interface Handle<T> {
  readonly feed: T;
  /** Call it once; again changes nothing. */
  readonly release: () => void;
}

/** The same object for all who hold the same id, closed when the last of them released it. */
export class SharedHandles<T extends { close(): void }> {
  readonly #held = new Map<string, { readonly feed: T; holders: number }>();

  hold(id: string, make: () => T): Handle<T> {
    const held = this.#held.get(id) ?? { feed: make(), holders: 0 };
    this.#held.set(id, held);
    held.holders += 1;
    let released = false;
    return {
      feed: held.feed,
      release: () => {
        if (released) return;
        released = true;
        held.holders -= 1;
        if (held.holders > 0 || this.#held.get(id) !== held) return;
        this.#held.delete(id);
        held.feed.close();
      },
    };
  }

  get(id: string): T | undefined {
    return this.#held.get(id)?.feed;
  }

  get all(): readonly T[] {
    return [...this.#held.values()].map(({ feed }) => feed);
  }

  close(): void {
    const all = this.all;
    this.#held.clear();
    for (const each of all) each.close();
  }
}
