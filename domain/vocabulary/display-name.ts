import { Limits } from './limits.ts';
import { isWellFormed } from './well-formed.ts';

/** Characters that turn the text around them: the bidirectional marks, embeddings, overrides and isolates. */
const turning = '\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069';

const isControl = (unit: string): boolean => unit < ' ' || (unit >= '\u007f' && unit <= '\u009f');

/**
 * A person's name as others may be shown it, from a token that someone else filled; null for one that is empty, longer
 * than 100 UTF-16 code units, broken, or made to turn or hide the text beside it.
 */
export const displayNameOf = (claimed: string): string | null => {
  const name = claimed.trim();
  if (name.length < 1 || name.length > Limits.displayNameLength || !isWellFormed(name)) return null;
  return name.split('').some((unit) => isControl(unit) || turning.includes(unit)) ? null : name;
};
