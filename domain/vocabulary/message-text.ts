import { ErrorCode } from './error-codes.ts';
import { Limits } from './limits.ts';
import type { Refusal } from './refusal.ts';

/** Characters that take no room on screen: zero-width space and joiners, word joiner, BOM, soft hyphen. */
const invisible = '\u200b\u200c\u200d\u2060\ufeff\u00ad';

const isHighSurrogate = (unit: string): boolean => unit >= '\ud800' && unit <= '\udbff';
const isLowSurrogate = (unit: string): boolean => unit >= '\udc00' && unit <= '\udfff';

/** Why `text` cannot be a message, or `undefined` when it can. Text is kept exactly as typed. */
export const refusalOfText = (text: string): Refusal | undefined => {
  if (text.length > Limits.textLength) {
    return {
      code: ErrorCode.TextTooLong,
      why: `the text is longer than ${Limits.textLength} characters`,
      info: { limit: Limits.textLength },
    };
  }
  const units = text.split('');
  if (!units.some((unit) => unit.trim() !== '' && !invisible.includes(unit))) {
    return { code: ErrorCode.TextBlank, why: 'the text is blank' };
  }
  const broken = units.some(
    (unit, at) =>
      unit === '\u0000' ||
      (isHighSurrogate(unit) && !isLowSurrogate(text.charAt(at + 1))) ||
      (isLowSurrogate(unit) && !isHighSurrogate(text.charAt(at - 1))),
  );
  if (broken) {
    return { code: ErrorCode.TextMalformed, why: 'the text holds NUL or half a surrogate pair' };
  }
  return undefined;
};

/** The start of `text` for a list, never ending in half a surrogate pair. */
export const previewOf = (text: string): string => {
  const cut = text.slice(0, Limits.previewLength);
  return isHighSurrogate(cut.charAt(cut.length - 1)) ? cut.slice(0, cut.length - 1) : cut;
};
