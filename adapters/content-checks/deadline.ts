/** A clock that never goes back, in milliseconds from anywhere; `performance.now`, for one. */
export type MonotonicClock = () => number;

/** When work that has no end of its own is to be given up. */
export interface Deadline {
  readonly hasPassed: () => boolean;
}

export function deadlineIn(milliseconds: number, now: MonotonicClock): Deadline {
  const end = now() + milliseconds;
  return { hasPassed: () => now() >= end };
}
