/** Waiting, and the chance that keeps two who wait from meeting again. */
export interface Pacing {
  /** Resolves after so many milliseconds. */
  pause(milliseconds: number): Promise<void>;
  /** From 0 up to and without 1. */
  random(): number;
}
