import { ErrorCode } from './error-codes.ts';
import { Limits } from './limits.ts';
import type { Refusal } from './refusal.ts';
import { isWellFormed } from './well-formed.ts';

/** A position in a session's log, as its messages are named. */
export interface Position {
  readonly sessionId: string;
  readonly seq: number;
}

/** The greatest position: more than any session will ever hold, and still exact in every JSON number. */
export const greatestSeq = 999_999_999_999;

/** A message's id names its session and position, so that any resolver finds the item without an index. */
export const messageIdOf = (sessionId: string, seq: number): string => `${sessionId}.${seq}`;

/** Reads a message id, or a cursor, which has the same form. `undefined` for anything that was never one. */
export const positionOf = (messageId: string): Position | undefined => {
  const parts = messageId.split('.');
  const [sessionId, digits] = parts;
  if (parts.length !== 2 || sessionId === undefined || digits === undefined) return undefined;
  const seq = +digits;
  // Only the one way of writing a number: no sign, no leading zero, no exponent.
  if (digits.split('').some((unit) => !'0123456789'.includes(unit)) || `${seq}` !== digits) return undefined;
  if (seq > greatestSeq) return undefined;
  return isSessionId(sessionId) ? { sessionId, seq } : undefined;
};

const lowerHexAndDash = '0123456789abcdef-';

/** Session ids are lower-case UUIDs. Anything else exists for nobody, and is answered so. */
export const isSessionId = (value: string): boolean =>
  value.length === 36 && !value.split('').some((unit) => !lowerHexAndDash.includes(unit));

/** User ids come from the identity provider; those that could be mistaken for part of a key are not taken. */
export const isUserId = (value: string): boolean => isPlainId(value, Limits.userIdLength);

/** Ids of other systems, such as a lesson's, keep the same rules. */
export const isForeignId = (value: string): boolean => isPlainId(value, Limits.foreignIdLength);

const isPlainId = (value: string, longest: number): boolean =>
  value.length > 0 &&
  value.length <= longest &&
  !value.split('').some((unit) => unit <= ' ' || unit === '#' || unit > '~');

const refusalOfClientId = (name: string, value: string): Refusal | undefined =>
  value.length >= 1 && value.length <= Limits.clientMessageIdLength && isWellFormed(value)
    ? undefined
    : {
        code: ErrorCode.BadInput,
        why: `${name} is not 1 to ${Limits.clientMessageIdLength} whole characters long`,
        info: { limit: Limits.clientMessageIdLength },
      };

/** Why `value` cannot be a client message id, or `undefined` when it can. */
export const refusalOfClientMessageId = (value: string): Refusal | undefined =>
  refusalOfClientId('clientMessageId', value);

/** Why `value` cannot be a client session id, or `undefined` when it can. */
export const refusalOfClientSessionId = (value: string): Refusal | undefined =>
  refusalOfClientId('clientSessionId', value);

/** Why `value` cannot name a client in a call, or `undefined` when it can. */
export const refusalOfCallClientId = (value: string): Refusal | undefined => refusalOfClientId('clientId', value);

/** Why `limit` is no page size, or `undefined` when it is one. */
export const refusalOfPageSize = (limit: number, greatest: number): Refusal | undefined =>
  limit >= 1 && limit <= greatest
    ? undefined
    : { code: ErrorCode.BadInput, why: `limit is not 1 to ${greatest}`, info: { limit: greatest } };

/** Why nothing can be read after position `after`, or `undefined` when it can. 0 is before the first. */
export const refusalOfAfter = (after: number): Refusal | undefined =>
  after >= 0 && after <= greatestSeq && after % 1 === 0
    ? undefined
    : { code: ErrorCode.BadInput, why: `after is not 0 to ${greatestSeq}`, info: { limit: greatestSeq } };

const randomLength = 22;
const urlSafe = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The session that a file id names, which is `<session id>.<22 URL-safe characters>`; `undefined` for what is no file id. */
export const sessionOfFile = (fileId: string): string | undefined => {
  const parts = fileId.split('.');
  const [sessionId, random] = parts;
  if (parts.length !== 2 || sessionId === undefined || random === undefined || !isSessionId(sessionId))
    return undefined;
  const isRandom = random.length === randomLength && !random.split('').some((unit) => !urlSafe.includes(unit));
  return isRandom ? sessionId : undefined;
};
