/**
 * What each kind of message needs, and nothing else: from what a client gave to what is stored, or why not. Shared by the
 * resolvers and the domain.
 */
import type { CodeLanguage } from './code.ts';
import { attachmentParts, type AttachmentWish } from './composing-attachments.ts';
import { codeParts } from './composing-code.ts';
import { done, refused, type Composed } from './composed.ts';
import { pollParts, type PollWish } from './composing-polls.ts';
import { ErrorCode } from './error-codes.ts';
import { Limits } from './limits.ts';
import { refusalOfText, refusalOfWords } from './message-text.ts';
import type { MessageKind } from './messages.ts';

/** Of what is absent, `null` or `undefined`: clients send either. */
type Given<Value> = Value | null | undefined;

export interface LocationWish {
  readonly latitude: number;
  readonly longitude: number;
  readonly label?: Given<string>;
}

/** A message's content as clients give it: the schema's `MessageContentInput`, its times read. */
export interface ContentWish {
  readonly text?: Given<string>;
  readonly code?: Given<{ readonly language: CodeLanguage; readonly source: string }>;
  readonly formula?: Given<{ readonly tex: string }>;
  readonly poll?: Given<PollWish>;
  readonly location?: Given<LocationWish>;
  readonly attachment?: Given<AttachmentWish>;
}

type Part = keyof ContentWish;

const everyPart: readonly Part[] = ['text', 'code', 'formula', 'poll', 'location', 'attachment'];

/** What of its content each kind may have; the first is what it cannot do without. */
const partsOf: Readonly<Record<MessageKind, readonly Part[]>> = {
  TEXT: ['text'],
  CODE: ['code'],
  MATH_FORMULA: ['formula'],
  POLL: ['poll'],
  LOCATION: ['location'],
  IMAGE: ['attachment', 'text'],
  FILE: ['attachment', 'text'],
  AUDIO: ['attachment', 'text'],
  VIDEO: ['attachment', 'text'],
  SYSTEM: [],
  AI_RESPONSE: [],
};

const isGiven = (wish: ContentWish, part: Part): boolean => wish[part] !== null && wish[part] !== undefined;

/**
 * What is stored of a message of `kind`; whether code and formulas parse, and what is known of a file, is looked at elsewhere.
 * Refused: `BadInput`, `TextBlank`, `TextTooLong`, `TextMalformed`.
 *
 * @param now in epoch milliseconds.
 */
export const composeContent = (kind: MessageKind, wish: ContentWish, now: number): Composed => {
  const allowed = partsOf[kind];
  if (allowed.length === 0) return bad(`clients send no messages of kind ${kind}`);
  const extra = everyPart.find((part) => isGiven(wish, part) && !allowed.includes(part));
  if (extra) return bad(`a message of kind ${kind} has no ${extra}`);
  switch (kind) {
    case 'CODE':
      return wish.code ? codeParts(wish.code) : lacking(kind, 'code');
    case 'MATH_FORMULA':
      return wish.formula ? formulaParts(wish.formula.tex) : lacking(kind, 'formula');
    case 'POLL':
      return wish.poll ? pollParts(wish.poll, now) : lacking(kind, 'poll');
    case 'LOCATION':
      return wish.location ? locationParts(wish.location) : lacking(kind, 'location');
    case 'IMAGE':
    case 'FILE':
    case 'AUDIO':
    case 'VIDEO':
      return wish.attachment ? attachmentParts(wish.attachment, wish.text ?? '') : lacking(kind, 'attachment');
    default:
      return textParts(wish.text ?? '');
  }
};

const bad = (why: string): Composed => refused({ code: ErrorCode.BadInput, why });
const lacking = (kind: MessageKind, part: Part): Composed => bad(`a message of kind ${kind} needs its ${part}`);

const textParts = (text: string): Composed => {
  const refusal = refusalOfText(text);
  return refusal ? refused(refusal) : done({ text });
};

const formulaParts = (tex: string): Composed => {
  const refusal = refusalOfWords('formula', tex, Limits.textLength);
  return refusal ? refused(refusal) : done({ text: tex });
};

/** Ten-millionths of a degree, a centimetre on the ground: what is finer no database keeps, and no device measures. */
const finest = 10_000_000;
// Zero has two signs, and only one of them is stored.
const rounded = (degrees: number): number => Math.round(degrees * finest) / finest + 0;

const locationParts = ({ latitude, longitude, label }: LocationWish): Composed => {
  if (!(latitude >= -90 && latitude <= 90)) return bad('latitude is not -90 to 90');
  if (!(longitude >= -180 && longitude <= 180)) return bad('longitude is not -180 to 180');
  const location = { latitude: rounded(latitude), longitude: rounded(longitude) };
  if (label === null || label === undefined) return done({ text: '', location });
  const refusal = refusalOfWords('label', label, Limits.locationLabelLength);
  return refusal ? refused(refusal) : done({ text: label, location });
};
