import { ErrorCode } from './error-codes.ts';
import { Limits } from './limits.ts';
import type { Refusal } from './refusal.ts';
import { cutTo, isWellFormed } from './well-formed.ts';

/** Characters that take no room on screen: zero-width space and joiners, word joiner, BOM, soft hyphen. */
const invisible = '\u200b\u200c\u200d\u2060\ufeff\u00ad';

/** Why `text` cannot be what `what` names, or `undefined` when it can. Text is kept exactly as typed. */
export const refusalOfWords = (what: string, text: string, longest: number): Refusal | undefined => {
  if (text.length > longest) {
    return {
      code: ErrorCode.TextTooLong,
      why: `the ${what} is longer than ${longest} characters`,
      info: { limit: longest },
    };
  }
  if (!text.split('').some((unit) => unit.trim() !== '' && !invisible.includes(unit))) {
    return { code: ErrorCode.TextBlank, why: `the ${what} is blank` };
  }
  if (!isWellFormed(text)) {
    return { code: ErrorCode.TextMalformed, why: `the ${what} holds NUL or half a surrogate pair` };
  }
  return undefined;
};

/** Why `text` cannot be a message, or `undefined` when it can. */
export const refusalOfText = (text: string): Refusal | undefined => refusalOfWords('text', text, Limits.textLength);

/** The start of `text` for a list, never ending in half a surrogate pair. */
export const previewOf = (text: string): string => cutTo(text, Limits.previewLength);
