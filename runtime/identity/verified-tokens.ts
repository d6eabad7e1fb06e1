import type { Clock } from '../contract.ts';

/**
 * Results of checking a token's signature, so that a busy caller costs one RSA verification an hour and not one a
 * request. Only successes are kept, never past their expiry, and the oldest go first when it is full.
 */
export class VerifiedTokens<Value> {
  readonly #entries = new Map<string, { readonly value: Value; readonly expiresAt: number }>();
  readonly #clock: Clock;
  readonly #capacity: number;

  constructor(clock: Clock, capacity: number) {
    this.#clock = clock;
    this.#capacity = capacity;
  }

  get(token: string): Value | undefined {
    const entry = this.#entries.get(token);
    if (entry === undefined) return undefined;
    if (entry.expiresAt > this.#clock.now()) return entry.value;
    this.#entries.delete(token);
    return undefined;
  }

  put(token: string, value: Value, expiresAt: number): void {
    this.#entries.delete(token);
    this.#entries.set(token, { value, expiresAt });
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#capacity) break;
      this.#entries.delete(oldest);
    }
  }
}
