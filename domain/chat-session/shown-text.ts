/**
 * Text that stands beside others' in a list must read as it is stored and pass for no other, so that some is refused
 * (UTS #39, Unicode Security Mechanisms): control and bidirectional control characters, invisible characters outside
 * the scripts and emoji that need them, and words that mix Latin with the look-alikes of Greek or Cyrillic.
 */
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

/** Why one line cannot be shown beside others; `undefined` when it can. Check its length first. */
export function whyNotShown(line: string): string | undefined {
  if (lineBreakOrControl.test(line)) return 'holds a control character, a line break or half a character';
  // Variation first: an emoji's joiner may follow its variation selector.
  if (invisible.test(line.replace(usefulVariation, '').replace(usefulJoiner, ''))) {
    return 'holds invisible or direction-changing characters';
  }
  if (line.split(/[^\p{L}\p{M}]+/u).some(mixesLookAlikes)) return 'mixes look-alike alphabets in one word';
  return undefined;
}
