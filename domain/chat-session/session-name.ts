import type { Branded } from '../shared/branded.ts';
import type { Result } from '../shared/result.ts';
import { done, refused } from '../shared/result.ts';
import { ErrorCode } from '../vocabulary/error-codes.ts';
import { Limits } from '../vocabulary/limits.ts';
import { whyNotShown } from './shown-text.ts';

/** What a session is called: one line of 1 to 100 UTF-16 code units, trimmed, that reads as it is stored. */
export type SessionName = Branded<string, 'SessionName'>;

const isSessionName = (value: string): value is SessionName => whyNot(value) === undefined;
const wasSessionName = (value: string): value is SessionName => value !== '';

function whyNot(name: string): string | undefined {
  if (name.trim() !== name || name.length < 1 || name.length > Limits.sessionNameLength) {
    return `the name is not 1 to ${Limits.sessionNameLength} characters long`;
  }
  const why = whyNotShown(name);
  return why === undefined ? undefined : `the name ${why}`;
}

/** Trims `raw` and checks it. Refused: `BadInput`. */
export function parseSessionName(raw: string): Result<SessionName> {
  const name = raw.trim();
  if (isSessionName(name)) return done(name);
  return refused({
    code: ErrorCode.BadInput,
    why: whyNot(name) ?? 'the name cannot be used',
    info: { limit: Limits.sessionNameLength },
  });
}

/** A name as it was saved, under the rules of its day; `undefined` for what can never have been one. */
export const restoreSessionName = (saved: string): SessionName | undefined =>
  wasSessionName(saved) ? saved : undefined;
