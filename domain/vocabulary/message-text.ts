import { ErrorCode } from './error-codes.ts';
import { Limits } from './limits.ts';
import type { Refusal } from './refusal.ts';
import { cutTo, isWellFormed } from './well-formed.ts';

/** Characters that take no room on screen: zero-width space and joiners, word joiner, BOM, soft hyphen. */
const invisible = '\u200b\u200c\u200d\u2060\ufeff\u00ad';

/** Why `text` cannot be a message, or `undefined` when it can. Text is kept exactly as typed. */
export const refusalOfText = (text: string): Refusal | undefined => {
  if (text.length > Limits.textLength) {
    return {
      code: ErrorCode.TextTooLong,
      why: `the text is longer than ${Limits.textLength} characters`,
      info: { limit: Limits.textLength },
    };
  }
  if (!text.split('').some((unit) => unit.trim() !== '' && !invisible.includes(unit))) {
    return { code: ErrorCode.TextBlank, why: 'the text is blank' };
  }
  if (!isWellFormed(text)) {
    return { code: ErrorCode.TextMalformed, why: 'the text holds NUL or half a surrogate pair' };
  }
  return undefined;
};

/** The start of `text` for a list, never ending in half a surrogate pair. */
export const previewOf = (text: string): string => cutTo(text, Limits.previewLength);
