import type { RatedAct, RateGuards } from '../../application/ports/rate-guards.ts';
import type { MemoryStore } from './memory-store.ts';

export class MemoryRateGuards implements RateGuards {
  readonly #store: MemoryStore;

  constructor(store: MemoryStore) {
    this.#store = store;
  }

  async admit({ user, what, minute }: RatedAct, limit: number): Promise<boolean> {
    const key = `${user} ${what} ${minute}`;
    const count = this.#store.counts.get(key) ?? 0;
    if (count >= limit) return false;
    this.#store.counts.set(key, count + 1);
    return true;
  }
}
