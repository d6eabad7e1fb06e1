import type { ErrorCode } from './error-codes.ts';

/** What a program needs besides the code: a limit that was passed, or when to come back. */
export interface RefusalInfo {
  readonly limit?: number;
  /** Milliseconds from now. */
  readonly retryAfterMs?: number;
  /** Fields a selection set left out. */
  readonly missing?: readonly string[];
}

/** A rule said no. `why` completes "unable to <do>; <why>". */
export interface Refusal {
  readonly code: ErrorCode;
  readonly why: string;
  readonly info?: RefusalInfo;
}

/** The one grammar of error sentences: `doing` is a verb phrase such as "send the message". */
export const sentence = (doing: string, why: string): string => `unable to ${doing}; ${why}`;
