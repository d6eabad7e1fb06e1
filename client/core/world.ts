/** What the client needs of the world around it, so that tests can be its clock and its chance. */
export interface World {
  /** Epoch milliseconds. */
  now(): number;
  /** From 0 up to, but without, 1. */
  random(): number;
  /** An id that nobody else will think of. */
  newId(): string;
  /** Calls `action` once after `ms` milliseconds, unless the returned function is called before. */
  after(ms: number, action: () => void): () => void;
  /** Whether the device has a network, as far as it knows. Where this is left out, it has one. */
  isOnline?(): boolean;
}

export const realWorld: World = {
  now: () => Date.now(),
  random: () => Math.random(),
  newId: () => crypto.randomUUID(),
  after(ms, action) {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
  // Node has a navigator that knows nothing of the network.
  isOnline: () => typeof navigator === 'undefined' || !('onLine' in navigator) || navigator.onLine,
};

/** How waits between attempts grow, in milliseconds. */
export interface Backoff {
  readonly firstMs: number;
  readonly mostMs: number;
}

/**
 * The wait before attempt `attempt + 1`: doubling, capped, and spread over its upper half so that clients cut off
 * together do not come back together.
 */
export const waitBefore = (attempt: number, { firstMs, mostMs }: Backoff, random: () => number): number => {
  const whole = Math.min(mostMs, firstMs * 2 ** Math.min(attempt, 30));
  return Math.round(whole / 2 + (whole / 2) * random());
};
