import type { KeptMessage, Outbox, OutboxEars, OutboxHandle } from './outbox.ts';

/** Several handles of one user, as pages of one browser are. */
interface Shelf {
  readonly kept: Map<string, KeptMessage>;
  /** Who is there, those that wait for the turn in their order. */
  readonly pages: Set<OutboxEars>;
  readonly waiting: Set<OutboxEars>;
  holder: OutboxEars | undefined;
}

/** An outbox that lasts as long as the program. */
export const memoryOutbox = (): Outbox => {
  const shelves = new Map<string, Shelf>();
  return {
    open(userId, ears) {
      const shelf = shelves.get(userId) ?? { kept: new Map(), pages: new Set(), waiting: new Set(), holder: undefined };
      shelves.set(userId, shelf);
      shelf.pages.add(ears);
      return handleOf(shelf, ears);
    },
  };
};

const handleOf = (shelf: Shelf, ears: OutboxEars): OutboxHandle => ({
  read: () => Promise.resolve([...shelf.kept.values()]),
  put(message) {
    shelf.kept.set(message.key, message);
    return Promise.resolve();
  },
  remove(key) {
    shelf.kept.delete(key);
    return Promise.resolve();
  },
  clear() {
    shelf.kept.clear();
    return Promise.resolve();
  },
  tell(word) {
    for (const page of shelf.pages) if (page !== ears) queueMicrotask(() => shelf.pages.has(page) && page.heard(word));
  },
  awaitTurn() {
    if (shelf.holder === ears) return;
    shelf.waiting.add(ears);
    passOn(shelf);
  },
  seizeTurn() {
    const before = shelf.holder;
    if (before === ears) return;
    shelf.waiting.delete(ears);
    shelf.holder = ears;
    if (before !== undefined) {
      shelf.waiting.add(before);
      before.lost();
    }
    ears.gained();
  },
  close() {
    shelf.pages.delete(ears);
    shelf.waiting.delete(ears);
    if (shelf.holder !== ears) return;
    shelf.holder = undefined;
    passOn(shelf);
  },
});

const passOn = (shelf: Shelf): void => {
  const [next] = shelf.waiting;
  if (shelf.holder !== undefined || next === undefined) return;
  shelf.waiting.delete(next);
  shelf.holder = next;
  next.gained();
};
