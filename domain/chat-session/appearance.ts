import type { Result } from '../shared/result.ts';
import { done } from '../shared/result.ts';
import { parseDescription } from './description.ts';
import { parseSessionName } from './session-name.ts';
import type { ChatSessionState } from './state.ts';
import { parseTags, sameTags } from './tags.ts';
import { parseWebAddress } from './web-address.ts';

/** What a session is to be shown as. What is left out stays; `null` takes it away. */
export interface Appearance {
  readonly name?: string | null;
  readonly description?: string | null;
  readonly avatarUrl?: string | null;
  readonly bannerUrl?: string | null;
  readonly tags?: readonly string[] | null;
}

type Shown = Pick<ChatSessionState, 'name' | 'description' | 'avatarUrl' | 'bannerUrl' | 'tags'>;

/** Refused: `BadInput`. */
export function parseAppearance(before: Shown, wish: Appearance): Result<Shown> {
  const name = parsed(wish.name, before.name, parseSessionName);
  if (!name.ok) return name;
  const description = parsed(wish.description, before.description, parseDescription);
  if (!description.ok) return description;
  const avatarUrl = parsed(wish.avatarUrl, before.avatarUrl, (raw) => parseWebAddress(raw, 'the avatarUrl'));
  if (!avatarUrl.ok) return avatarUrl;
  const bannerUrl = parsed(wish.bannerUrl, before.bannerUrl, (raw) => parseWebAddress(raw, 'the bannerUrl'));
  if (!bannerUrl.ok) return bannerUrl;
  const tags = wish.tags === undefined ? done(before.tags) : parseTags(wish.tags ?? []);
  if (!tags.ok) return tags;
  return done({
    name: name.value,
    description: description.value,
    avatarUrl: avatarUrl.value,
    bannerUrl: bannerUrl.value,
    tags: sameTags(before.tags, tags.value) ? before.tags : tags.value,
  });
}

function parsed<Value>(
  raw: string | null | undefined,
  before: Value | null,
  parse: (raw: string) => Result<Value | null>,
): Result<Value | null> {
  if (raw === undefined) return done(before);
  return raw === null ? done(null) : parse(raw);
}
