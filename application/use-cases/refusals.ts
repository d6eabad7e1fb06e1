import type { Result } from '../../domain/shared/result.ts';
import { refused } from '../../domain/shared/result.ts';
import { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import type { Refusal } from '../../domain/vocabulary/refusal.ts';
import { ConcurrentChange } from '../ports/chat-sessions.ts';
import { StoreBusy } from '../ports/store-errors.ts';
import { ConcurrentCallChange } from '../ports/video-calls.ts';

/** The same for a session that does not exist and for one the caller is not in. */
export const sessionNotFound: Refusal = { code: ErrorCode.SessionNotFound, why: 'there is no such session' };
export const messageNotFound: Refusal = { code: ErrorCode.MessageNotFound, why: 'there is no such message' };
export const tryAgain: Refusal = {
  code: ErrorCode.TryAgain,
  why: 'the database is busy',
  info: { retryAfterMs: 200 },
};

const passes = (error: unknown): boolean =>
  error instanceof StoreBusy || error instanceof ConcurrentChange || error instanceof ConcurrentCallChange;

/**
 * Runs a use case; a store that is busy, or a session that others kept changing, becomes a refusal the caller may come back from, as every use case
 * promises.
 */
export async function refusedWhenBusy<Value>(run: () => Promise<Result<Value>>): Promise<Result<Value>> {
  try {
    return await run();
  } catch (error) {
    if (passes(error)) return refused(tryAgain);
    throw error;
  }
}
