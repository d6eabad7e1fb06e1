import type { Branded } from '../shared/branded.ts';
import type { Result } from '../shared/result.ts';
import { done, refused } from '../shared/result.ts';
import { ErrorCode } from '../vocabulary/error-codes.ts';
import { Limits } from '../vocabulary/limits.ts';

/**
 * What a session is called: one line of 1 to 100 UTF-16 code units, trimmed, that reads as it is stored.
 *
 * A name stands beside others in a list, so a name that can pass for another, or turn the text around it, is refused
 * (UTS #39, Unicode Security Mechanisms): control and bidirectional control characters, invisible characters outside
 * the scripts and emoji that need them, and words that mix Latin with the look-alikes of Greek or Cyrillic.
 */
export type SessionName = Branded<string, 'SessionName'>;

const lineBreakOrControl = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;
const invisible = /\p{Default_Ignorable_Code_Point}/u;

/** Joiners shape emoji and the letters of these scripts; anywhere else they are invisible. */
const joining =
  '\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\p{M}\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Mongolian}' +
  '\\p{Script=Devanagari}\\p{Script=Bengali}\\p{Script=Gurmukhi}\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}' +
  '\\p{Script=Telugu}\\p{Script=Kannada}\\p{Script=Malayalam}\\p{Script=Sinhala}\\p{Script=Khmer}\\p{Script=Myanmar}';
const usefulVariation = /(?<=[\p{Extended_Pictographic}0-9#*])[\ufe0e\ufe0f]/gu;
const usefulJoiner = new RegExp(`(?<=[${joining}])[\\u200c\\u200d](?=[${joining}])`, 'gu');

const mixesLookAlikes = (word: string): boolean =>
  /\p{Script=Latin}/u.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word);

const isSessionName = (value: string): value is SessionName => whyNot(value) === undefined;
const wasSessionName = (value: string): value is SessionName => value !== '';

function whyNot(name: string): string | undefined {
  if (name.trim() !== name || name.length < 1 || name.length > Limits.sessionNameLength) {
    return `the name is not 1 to ${Limits.sessionNameLength} characters long`;
  }
  if (lineBreakOrControl.test(name)) return 'the name holds a control character, a line break or half a character';
  // Variation first: an emoji's joiner may follow its variation selector.
  if (invisible.test(name.replace(usefulVariation, '').replace(usefulJoiner, ''))) {
    return 'the name holds invisible or direction-changing characters';
  }
  if (name.split(/[^\p{L}\p{M}]+/u).some(mixesLookAlikes)) return 'the name mixes look-alike alphabets in one word';
  return undefined;
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
