/** A piece of a text: plain, an address on the web, or the name of somebody who is mentioned. */
export type TextPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }
  | { readonly kind: 'mention'; readonly text: string; readonly userId: string };

/** Somebody who can be mentioned, and what they are called. */
export interface Mentionable {
  readonly userId: string;
  readonly name: string;
}

const addresses = /\bhttps?:\/\/[^\s<>"'`]+/giu;
const onTheWeb = ['http:', 'https:'];
const closing = /[.,;:!?…*_~]+$/u;

/**
 * What of a text is more than text. Joined again, the parts are the text, letter for letter.
 *
 * Only http and https become links, and only as the browser's own parser reads them; an @ makes a mention where the name
 * of one of `mentioned` follows.
 */
export const textParts = (text: string, mentioned: readonly Mentionable[]): readonly TextPart[] => {
  const parts: TextPart[] = [];
  let from = 0;
  for (const found of text.matchAll(addresses)) {
    const address = withoutClosing(found[0]);
    const href = safeAddress(address, onTheWeb);
    if (href === undefined) continue;
    parts.push(...mentionParts(text.slice(from, found.index), mentioned));
    parts.push({ kind: 'link', text: address, href });
    from = found.index + address.length;
  }
  return [...parts, ...mentionParts(text.slice(from), mentioned)];
};

/** What ends a sentence is not the end of an address, nor is a bracket that was opened before it. */
const withoutClosing = (found: string): string => {
  const bare = found.replace(closing, '');
  const opens = bare.split('(').length;
  const closes = bare.split(')').length;
  return bare.endsWith(')') && closes > opens ? withoutClosing(bare.slice(0, -1)) : bare;
};

/** An address as the browser reads it, if its scheme is one of `followed`. */
export const safeAddress = (address: string, followed: readonly string[]): string | undefined => {
  if (!URL.canParse(address)) return undefined;
  const { protocol, href } = new URL(address);
  return followed.includes(protocol) ? href : undefined;
};

const mentionParts = (text: string, mentioned: readonly Mentionable[]): readonly TextPart[] => {
  const parts: TextPart[] = [];
  let from = 0;
  for (const { at, userId, name } of mentionsIn(text, mentioned)) {
    if (at > from) parts.push({ kind: 'text', text: text.slice(from, at) });
    const end = at + 1 + name.length;
    parts.push({ kind: 'mention', text: text.slice(at, end), userId });
    from = end;
  }
  return from < text.length ? [...parts, { kind: 'text', text: text.slice(from) }] : parts;
};

const isWordBefore = /[\p{L}\p{N}_]$/u;
const isWordAfter = /^[\p{L}\p{N}_]/u;

/** Where somebody's name follows an @, in whatever case; of two names the longer one. */
export const mentionsIn = (
  text: string,
  people: readonly Mentionable[],
): readonly (Mentionable & { readonly at: number })[] => {
  const found: (Mentionable & { readonly at: number })[] = [];
  const longestFirst = [...people].sort((one, other) => other.name.length - one.name.length);
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    if (isWordBefore.test(text.slice(0, at))) continue;
    const rest = text.slice(at + 1);
    const person = longestFirst.find(
      ({ name }) =>
        name !== '' &&
        rest.slice(0, name.length).toLowerCase() === name.toLowerCase() &&
        !isWordAfter.test(rest.slice(name.length)),
    );
    if (person !== undefined) found.push({ ...person, at });
  }
  return found;
};

const emoji = /^(?:\p{Emoji_Presentation}|\p{Emoji}\uFE0F|\p{Regional_Indicator}{2})/u;
const mostEnlarged = 3;
/** A family with skin tones is 25 code units. */
const longestEmoji = 40;

/** Whether a text is one to three emoji and nothing else. */
export const isOnlyEmoji = (text: string): boolean => {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > mostEnlarged * longestEmoji) return false;
  const letters = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(trimmed)]
    .map(({ segment }) => segment)
    .filter((segment) => segment.trim() !== '');
  return letters.length <= mostEnlarged && letters.every((letter) => emoji.test(letter));
};
