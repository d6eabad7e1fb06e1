import { done, refused, type Composed, type ContentParts } from './composed.ts';
import type { ContentWish } from './composing.ts';
import { codeParts } from './composing-code.ts';
import { ErrorCode } from './error-codes.ts';
import { Limits } from './limits.ts';
import { refusalOfText, refusalOfWords } from './message-text.ts';
import type { MessageKind } from './messages.ts';
import type { Refusal } from './refusal.ts';

/** What an edit replaces of each kind; the caption of a file, which can also be taken away. */
const replaced = (kind: MessageKind): keyof ContentWish =>
  kind === 'CODE' ? 'code' : kind === 'MATH_FORMULA' ? 'formula' : 'text';

const refusalOfWhole = (kind: MessageKind, text: string): Refusal | undefined => {
  if (kind === 'MATH_FORMULA') return refusalOfWords('formula', text, Limits.textLength);
  return kind !== 'TEXT' && text === '' ? undefined : refusalOfText(text);
};

/**
 * What is stored in place of the text, code, formula or caption of a message of an editable kind; whether code and formulas
 * parse is looked at elsewhere. What else the message holds stays.
 * Refused: `BadInput`, `TextBlank`, `TextTooLong`, `TextMalformed`.
 */
export const recomposed = (kind: MessageKind, wish: ContentWish): Composed => {
  const part = replaced(kind);
  const others = Object.entries(wish).filter(([name, value]) => name !== part && value !== null && value !== undefined);
  if (others.length > 0) {
    return refused({
      code: ErrorCode.BadInput,
      why: `an edit of a message of kind ${kind} has nothing but its ${part}`,
    });
  }
  if (kind === 'CODE' && wish.code) return codeParts(wish.code);
  const text = kind === 'MATH_FORMULA' ? wish.formula?.tex : kind === 'CODE' ? undefined : (wish.text ?? '');
  if (text === undefined) {
    return refused({ code: ErrorCode.BadInput, why: `a message of kind ${kind} needs its ${part}` });
  }
  const refusal = refusalOfWhole(kind, text);
  return refusal ? refused(refusal) : done({ text });
};

/** Whether an edit would change nothing: what parsers say follows from the code and its language. */
export const isSameContent = (one: ContentParts, other: ContentParts): boolean =>
  one.text === other.text && one.code?.language === other.code?.language;
