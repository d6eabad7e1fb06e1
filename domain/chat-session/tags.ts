import type { Branded } from '../shared/branded.ts';
import type { Result } from '../shared/result.ts';
import { done, refused } from '../shared/result.ts';
import { ErrorCode } from '../vocabulary/error-codes.ts';
import { Limits } from '../vocabulary/limits.ts';
import { whyNotShown } from './shown-text.ts';

/** A word that a session is found by: 1 to 30 UTF-16 code units in lower case, trimmed, that read as they are stored. */
export type Tag = Branded<string, 'Tag'>;

const isTag = (value: string): value is Tag => whyNot(value) === undefined;
const wasTag = (value: string): value is Tag => value !== '';

function whyNot(tag: string): string | undefined {
  if (tag.length < 1 || tag.length > Limits.tagLength) return `a tag is not 1 to ${Limits.tagLength} characters long`;
  const why = whyNotShown(tag);
  return why === undefined ? undefined : `a tag ${why}`;
}

/** Each once, in the order given, however it was written. Refused: `BadInput`. */
export function parseTags(raw: readonly string[]): Result<readonly Tag[]> {
  const tags = new Set<Tag>();
  for (const one of raw) {
    const tag = one.trim().toLowerCase();
    if (!isTag(tag)) return bad(whyNot(tag) ?? 'a tag cannot be used', Limits.tagLength);
    tags.add(tag);
    if (tags.size > Limits.tags) return bad(`there are more than ${Limits.tags} tags`, Limits.tags);
  }
  return done([...tags]);
}

const bad = (why: string, limit: number) => refused({ code: ErrorCode.BadInput, why, info: { limit } });

/** A tag as it was saved, under the rules of its day; `undefined` for what can never have been one. */
export const restoreTag = (saved: string): Tag | undefined => (wasTag(saved) ? saved : undefined);

export const sameTags = (some: readonly Tag[], others: readonly Tag[]): boolean =>
  some.length === others.length && some.every((tag, at) => tag === others[at]);
