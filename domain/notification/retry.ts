/** How a try that failed for now is repeated. */
export interface RetryPolicy {
  /** What the first pause is drawn from: 0 to this. It doubles with every try. */
  readonly firstPauseMs: number;
  /** What no pause is drawn above. A provider that asks for longer is given it. */
  readonly longestPauseMs: number;
  /** How often it is tried in all; at least 1. */
  readonly tries: number;
  /** A provider that wants to be left alone for longer than this is given up. */
  readonly longestAskedMs: number;
}

/**
 * Pushes and e-mails: ten tries within nine minutes, where the provider asks for nothing. No pause is over 15 minutes, which is
 * as long as SQS holds a message back (`DelaySeconds`).
 */
export const sendingRetries: RetryPolicy = {
  firstPauseMs: 1_000,
  longestPauseMs: 300_000,
  tries: 10,
  longestAskedMs: 600_000,
};

/**
 * The pause before the next try, in whole milliseconds; `null` to give up.
 *
 * Exponential with full jitter: drawn evenly from 0 to a bound that doubles, so that what failed together does not come back
 * together (AWS Architecture Blog, "Exponential Backoff And Jitter"). What the provider asked for is kept to, and the jitter
 * comes on top of it, for the same reason.
 *
 * @param tried how often it was tried so far; at least 1.
 * @param askedMs what the provider asked for; 0 for nothing.
 * @param chance drawn evenly from 0 (included) to 1 (excluded).
 */
export function pauseBeforeRetry(policy: RetryPolicy, tried: number, askedMs: number, chance: number): number | null {
  if (tried >= policy.tries || askedMs > policy.longestAskedMs) return null;
  // 2 ** 60 milliseconds are past every policy, and a larger exponent would leave the whole numbers.
  const bound = Math.min(policy.longestPauseMs, policy.firstPauseMs * 2 ** Math.min(tried - 1, 60));
  return Math.ceil(Math.max(0, askedMs)) + Math.floor(bound * chance);
}
