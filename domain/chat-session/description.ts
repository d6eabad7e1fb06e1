import type { Branded } from '../shared/branded.ts';
import type { Result } from '../shared/result.ts';
import { done, refused } from '../shared/result.ts';
import { ErrorCode } from '../vocabulary/error-codes.ts';
import { Limits } from '../vocabulary/limits.ts';

/** What a session is for, in lines of text: 1 to 1,000 UTF-16 code units, trimmed. Never HTML. */
export type Description = Branded<string, 'Description'>;

/** Lines may break, and may run either way; what turns the text around it, or is no character, is refused. */
const unfit = /(?![\n\t])\p{Cc}|\p{Cs}|[\u202a-\u202e\u2066-\u2069]/u;

const isDescription = (value: string): value is Description =>
  value.length >= 1 && value.length <= Limits.descriptionLength && !unfit.test(value);

/** Trims `raw` and checks it; `null` where nothing is left. Refused: `BadInput`. */
export function parseDescription(raw: string): Result<Description | null> {
  const text = raw.trim();
  if (text === '') return done(null);
  if (isDescription(text)) return done(text);
  const why =
    text.length > Limits.descriptionLength
      ? `the description is longer than ${Limits.descriptionLength} characters`
      : 'the description holds control or direction-changing characters';
  return refused({ code: ErrorCode.BadInput, why, info: { limit: Limits.descriptionLength } });
}

/** A description as it was saved; `undefined` for what can never have been one. */
export const restoreDescription = (saved: string): Description | undefined =>
  isDescription(saved) ? saved : undefined;
