/**
 * How much the fuzz tests try, and from which seed.
 *
 * `PARLEY_FUZZ_ROUNDS=20 npx vitest run test/fuzz` tries twenty times as much as `npm test`; `PARLEY_FUZZ_SEED=<number>`
 * tries other cases, or repeats a run. Without it every run tries the same ones, so that a failure is the change's. Each file says its seed first, and a property that fails says it again with what it failed on.
 */
import fc from 'fast-check';

const rounds = wholeNumber('PARLEY_FUZZ_ROUNDS', 1, 10_000);

/** The seed of every property in this process. */
export const seed = wholeNumber('PARLEY_FUZZ_SEED', 20_261_121, 2 ** 31 - 1);

/** For a test's time limit: it grows with what is tried. */
export const timeout = 120_000 * rounds;

/** `runs`, times the setting. */
export const times = (runs: number): number => runs * rounds;

/** Says the seed, so that also an ending without a word of the test's can be repeated. */
export function saySeed(file: string): void {
  console.info(`${file}: PARLEY_FUZZ_SEED=${seed} PARLEY_FUZZ_ROUNDS=${rounds}`);
}

/** @throws with seed and counterexample when `holds` throws for one of the values. */
export async function forAll<Value>(
  values: fc.Arbitrary<Value>,
  runs: number,
  holds: (value: Value) => Promise<void> | void,
): Promise<void> {
  const property = fc.asyncProperty(values, async (value) => {
    await holds(value);
  });
  // One failure is enough: shrinking would send a server that broke a thousand further requests.
  await fc.assert(property, { seed, numRuns: times(runs), endOnFailure: true });
}

/** Numbers in [0, 1) that follow from `start` alone (mulberry32). */
export function randomFrom(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Choices drawn from one source of chance. */
export class Dice {
  readonly #next: () => number;

  constructor(start: number) {
    this.#next = randomFrom(start);
  }

  /** A whole number from 0 to `most`. */
  upTo(most: number): number {
    return Math.floor(this.#next() * (most + 1));
  }

  /** True in `share` of the cases. */
  happens(share: number): boolean {
    return this.#next() < share;
  }

  /** @throws {RangeError} for an empty list. */
  oneOf<Item>(items: readonly Item[]): Item {
    const item = items[this.upTo(items.length - 1)];
    if (item === undefined) throw new RangeError('unable to choose; there is nothing to choose from');
    return item;
  }

  some<Item>(most: number, make: () => Item): Item[] {
    return Array.from({ length: this.upTo(most) }, make);
  }
}

function wholeNumber(name: string, otherwise: number, most: number): number {
  const value = process.env[name];
  if (value === undefined || value === '') return otherwise;
  const number = Number(value);
  if (/^\d+$/.test(value) && number <= most) return number;
  throw new RangeError(`unable to fuzz; ${name} is ${JSON.stringify(value)}, expected a whole number up to ${most}`);
}
