import type { Result } from '../shared/result.ts';
import { done, refused } from '../shared/result.ts';
import { Limits } from '../vocabulary/limits.ts';
import { cutTo, isWellFormed } from '../vocabulary/well-formed.ts';
import { badInput } from './decision.ts';
import type { ChatSessionState } from './state.ts';

/** What a PUBLIC session is found by, in the form that looking up compares. */
export interface Discoverable {
  /** Folded. In its order sessions are listed. */
  readonly nameKey: string;
  readonly tags: readonly string[];
}

/** Long enough for every name; compatibility forms may fold to more. A sort key holds 1,024 bytes. */
const nameKeyLength = 2 * Limits.sessionNameLength;

/** The same for texts that differ in case or in compatible forms of characters (Unicode NFKC). */
const fold = (text: string): string => text.normalize('NFKC').toLowerCase().normalize('NFKC');

/** What the session is found by; `null` for one that is not to be found. */
export const discoverableOf = ({
  kind,
  status,
  name,
  tags,
}: Pick<ChatSessionState, 'kind' | 'status' | 'name' | 'tags'>): Discoverable | null =>
  kind === 'PUBLIC' && status === 'ACTIVE' && name !== null
    ? { nameKey: cutTo(fold(name), nameKeyLength), tags: tags.map(fold) }
    : null;

export const sameDiscoverable = (one: Discoverable | null, other: Discoverable | null): boolean =>
  one?.nameKey === other?.nameKey && one?.tags.join('\n') === other?.tags.join('\n');

/** What is looked for, folded; `null` for anything. */
export interface Search {
  readonly text: string | null;
  readonly tag: string | null;
}

/** Blank is anything. Refused: `BadInput`. */
export function parseSearch(raw: Search): Result<Search> {
  const text = fold(raw.text ?? '').trim();
  const tag = fold(raw.tag ?? '').trim();
  if ((raw.text ?? '').length > Limits.sessionNameLength || !isWellFormed(text)) {
    const why = `text is longer than ${Limits.sessionNameLength} characters or broken`;
    return refused(badInput(why, Limits.sessionNameLength));
  }
  if ((raw.tag ?? '').length > Limits.tagLength || !isWellFormed(tag)) {
    return refused(badInput(`tag is longer than ${Limits.tagLength} characters or broken`, Limits.tagLength));
  }
  return done({ text: text === '' ? null : text, tag: tag === '' ? null : tag });
}

/** Whether its name or one of its tags holds the text, and whether it carries the tag. */
export const isFoundBy = ({ nameKey, tags }: Discoverable, { text, tag }: Search): boolean =>
  (text === null || nameKey.includes(text) || tags.some((one) => one.includes(text))) &&
  (tag === null || tags.includes(tag));
