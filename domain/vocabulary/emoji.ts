/**
 * What counts as one emoji, after the possible sequences of Unicode Technical Standard #51, section 1.4.9
 * (https://www.unicode.org/reports/tr51/#EBNF_and_Regex). A leaf in the APPSYNC_JS subset, which has neither regular
 * expressions nor code points: characters are compared as the UTF-16 code units that they are.
 */
import { ErrorCode } from './error-codes.ts';
import { Limits } from './limits.ts';
import type { Refusal } from './refusal.ts';

const joiner = '\u200d';
const asEmoji = '\ufe0f';
const keycap = '\u20e3';
const blackFlag = '🏴';
const tagEnd = '\u{e007f}';

/** Signs of writing and arrows: emoji only where a variation selector says so. */
const alsoText = '©®‼⁉™ℹ↔↕↖↗↘↙↩↪Ⓜ〰〽㊗㊙';

/** Pictures of one code unit. */
const pictures =
  '⌚⌛⌨⏏⏩⏪⏫⏬⏭⏮⏯⏰⏱⏲⏳⏸⏹⏺▪▫▶◀◻◼◽◾☀☁☂☃☄☎☑☔☕☘☝☠☢☣☦☪☮☯☸☹☺♀♂♈♉♊♋♌♍♎♏♐♑♒♓♟♠♣♥♦♨♻♾♿' +
  '⚒⚓⚔⚕⚖⚗⚙⚛⚜⚠⚡⚧⚪⚫⚰⚱⚽⚾⛄⛅⛈⛎⛏⛑⛓⛔⛩⛪⛰⛱⛲⛳⛴⛵⛷⛸⛹⛺⛽✂✅✈✉✊✋✌✍✏✒✔✖✝✡✨✳✴❄❇❌❎❓❔❕❗❣❤➕➖➗➡➰➿' +
  '⤴⤵⬅⬆⬇⬛⬜⭐⭕';

/** Blocks of pictures of two code units, first and last, with room for those that Unicode still adds to them. */
const blocks: readonly (readonly [first: string, last: string])[] = [
  ['🀄', '🀄'],
  ['🃏', '🃏'],
  ['🅰', '🅱'],
  ['🅾', '🅿'],
  ['🆎', '🆎'],
  ['🆑', '🆚'],
  ['🈁', '🈂'],
  ['🈚', '🈚'],
  ['🈯', '🈯'],
  ['🈲', '🈺'],
  ['🉐', '🉑'],
  ['\u{1f300}', '\u{1f64f}'],
  ['\u{1f680}', '\u{1f6ff}'],
  ['\u{1f7e0}', '\u{1f7f0}'],
  ['\u{1f90c}', '\u{1f9ff}'],
  ['\u{1fa70}', '\u{1faff}'],
];

/** Whether two code units are one character from `first` to `last`, all of them two units long. */
const isBetween = (pair: string, first: string, last: string): boolean =>
  pair.length === 2 && pair >= first && pair <= last && pair.charAt(1) >= '\udc00' && pair.charAt(1) <= '\udfff';

const isPairPicture = (pair: string): boolean => blocks.some(([first, last]) => isBetween(pair, first, last));

const isSkinTone = (pair: string): boolean => isBetween(pair, '🏻', '🏿');

const isRegional = (pair: string): boolean => isBetween(pair, '🇦', '🇿');

const isTag = (pair: string): boolean =>
  isBetween(pair, '\u{e0061}', '\u{e007a}') || isBetween(pair, '\u{e0030}', '\u{e0039}');

const pairsOf = (text: string): string[] =>
  text
    .split('')
    .map((_, at) => text.slice(at, at + 2))
    .filter((_, at) => at % 2 === 0);

/** A part of England's kind: the black flag, a region in tags, and their end. */
const isTaggedFlag = (text: string): boolean => {
  if (!text.startsWith(blackFlag) || !text.endsWith(tagEnd)) return false;
  const tags = pairsOf(text.slice(blackFlag.length, -tagEnd.length));
  return tags.length > 0 && tags.every(isTag);
};

const isFlag = (text: string): boolean => text.length === 4 && pairsOf(text).every(isRegional);

const isKeycap = (text: string): boolean =>
  '0123456789#*'.includes(text.charAt(0)) && [asEmoji + keycap, keycap].includes(text.slice(1));

/** One picture, as it is or with what changes it: shown as emoji, in a colour of skin. */
const isElement = (text: string): boolean => {
  const first = text.charAt(0);
  if (first === '') return false;
  if (alsoText.includes(first)) return text.slice(1) === asEmoji;
  const isShort = pictures.includes(first);
  const rest = text.slice(isShort ? 1 : 2);
  return (isShort || isPairPicture(text.slice(0, 2))) && (rest === '' || rest === asEmoji || isSkinTone(rest));
};

/** Whether `text` is exactly one emoji: a picture, several that are joined, a flag or a keycap. */
export const isEmoji = (text: string): boolean =>
  text.length <= Limits.emojiLength &&
  (text.split(joiner).every(isElement) || isFlag(text) || isKeycap(text) || isTaggedFlag(text));

/** Why `emoji` cannot be a reaction, or `undefined` when it can. */
export const refusalOfEmoji = (emoji: string): Refusal | undefined =>
  isEmoji(emoji) ? undefined : { code: ErrorCode.BadInput, why: 'a reaction is one emoji' };
