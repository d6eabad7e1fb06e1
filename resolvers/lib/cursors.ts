import { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import { positionOf } from '../../domain/vocabulary/identifiers.ts';
import type { Refusal } from '../../domain/vocabulary/refusal.ts';
import { refuse } from './refuse.ts';

export const badCursor: Refusal = { code: ErrorCode.BadCursor, why: 'the cursor is not of this list' };

export const isGiven = (value: string | null | undefined): value is string => value !== null && value !== undefined;

/** Why more than one of the cursors cannot be given, or `undefined` where at most one is. */
export const refusalOfCursors = (cursors: readonly (string | null | undefined)[]): Refusal | undefined =>
  cursors.filter(isGiven).length > 1
    ? { code: ErrorCode.BadInput, why: 'the cursors exclude each other; give one at most' }
    : undefined;

/**
 * The position of a cursor, which has the form of a message id. Pages are always authorised anew, so a cursor gives
 * nothing away; one of another session is refused because it can only be a mistake.
 */
export const cursorPosition = (doing: string, sessionId: string, cursor: string): number => {
  const position = positionOf(cursor);
  return position?.sessionId === sessionId ? position.seq : refuse(doing, badCursor);
};
