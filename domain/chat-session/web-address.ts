import type { Branded } from '../shared/branded.ts';
import type { Result } from '../shared/result.ts';
import { done, refused } from '../shared/result.ts';
import { ErrorCode } from '../vocabulary/error-codes.ts';
import { Limits } from '../vocabulary/limits.ts';

/**
 * Where a picture is: an https address of at most 2,000 characters, in ASCII, whose host is a name. Whoever shows it may
 * put it into an attribute: it holds no quote, bracket, space or backslash, no script, no data, and no user's password.
 */
export type WebAddress = Branded<string, 'WebAddress'>;

const form = /^https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?(?:[/?#][!#-;=?-[\]_a-z~]*)?$/i;

const isWebAddress = (value: string): value is WebAddress => value.length <= Limits.urlLength && form.test(value);

/** Refused: `BadInput`. `what` names it: "the avatarUrl". */
export function parseWebAddress(raw: string, what: string): Result<WebAddress> {
  if (isWebAddress(raw)) return done(raw);
  const why = `${what} is not an https address of at most ${Limits.urlLength} characters`;
  return refused({ code: ErrorCode.BadInput, why, info: { limit: Limits.urlLength } });
}

/** An address as it was saved; `undefined` for what can never have been one. */
export const restoreWebAddress = (saved: string): WebAddress | undefined => (isWebAddress(saved) ? saved : undefined);
