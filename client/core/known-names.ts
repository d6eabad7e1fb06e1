import { createState } from './state.ts';
import type { State } from './state.ts';

/** Whoever said something, or is about to, and what they are called. */
interface Named {
  readonly senderId: string;
  readonly senderName: string | null;
}

/**
 * What people are called, by user id, as far as messages, typing and lists told: members, receipts, reactions and calls are
 * user ids alone. Aliases are not among them.
 */
export class KnownNames {
  readonly #state = createState<ReadonlyMap<string, string>>(new Map());

  get state(): State<ReadonlyMap<string, string>> {
    return this.#state;
  }

  /** Learns from a list, whenever it changes. Its items may be older than what is known. */
  follow<Item>(list: State<{ readonly items: readonly Item[] }>, saidIn: (item: Item) => Named | null): void {
    list.subscribe(() => {
      for (const item of list.get().items) {
        const said = saidIn(item);
        if (said !== null) this.heard(said, true);
      }
    });
  }

  /** @param isOld whether it was said before what is known: then it says nothing of those whose name is known. */
  heard({ senderId, senderName }: Named, isOld = false): void {
    const names = this.#state.get();
    if (senderName === null || senderName === '' || senderId.startsWith('#')) return;
    if (names.get(senderId) === senderName || (isOld && names.has(senderId))) return;
    this.#state.set(new Map(names).set(senderId, senderName));
  }
}
