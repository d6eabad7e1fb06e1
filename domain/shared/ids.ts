import * as vocabulary from '../vocabulary/identifiers.ts';
import type { Branded } from './branded.ts';

/** Names a session: a lower-case UUID. */
export type SessionId = Branded<string, 'SessionId'>;
/** Names a user, as the identity provider does. */
export type UserId = Branded<string, 'UserId'>;
/** Names a lesson, as whoever plans it does. */
export type LessonId = Branded<string, 'LessonId'>;
/** Names the course of a lesson, as whoever plans it does. */
export type CourseId = Branded<string, 'CourseId'>;
/** Names a message: its session and position. */
export type MessageId = Branded<string, 'MessageId'>;
/** Names a message before it has a position; chosen by its sender. */
export type ClientMessageId = Branded<string, 'ClientMessageId'>;
/** Names a file: its session, and what nobody guesses. */
export type FileId = Branded<string, 'FileId'>;
/** Names a call: a lower-case UUID. */
export type CallId = Branded<string, 'CallId'>;
/** A position in a session's log. The first entry has 1; 0 is before every entry. */
export type Seq = Branded<number, 'Seq'>;

const isSessionId = (value: string): value is SessionId => vocabulary.isSessionId(value);
const isUserId = (value: string): value is UserId => vocabulary.isUserId(value);
const isLessonId = (value: string): value is LessonId => vocabulary.isForeignId(value);
const isCourseId = (value: string): value is CourseId => vocabulary.isForeignId(value);
const isMessageId = (value: string): value is MessageId => vocabulary.positionOf(value) !== undefined;
const isClientMessageId = (value: string): value is ClientMessageId =>
  vocabulary.refusalOfClientMessageId(value) === undefined;
const isFileId = (value: string): value is FileId => vocabulary.sessionOfFile(value) !== undefined;
const isCallId = (value: string): value is CallId => vocabulary.isSessionId(value);
const isSeq = (value: number): value is Seq => Number.isInteger(value) && value >= 0 && value <= vocabulary.greatestSeq;

/** Each returns `undefined` for what is not of its form. */
export const parseSessionId = (value: string): SessionId | undefined => (isSessionId(value) ? value : undefined);
export const parseUserId = (value: string): UserId | undefined => (isUserId(value) ? value : undefined);
export const parseLessonId = (value: string): LessonId | undefined => (isLessonId(value) ? value : undefined);
export const parseCourseId = (value: string): CourseId | undefined => (isCourseId(value) ? value : undefined);
export const parseMessageId = (value: string): MessageId | undefined => (isMessageId(value) ? value : undefined);
export const parseClientMessageId = (value: string): ClientMessageId | undefined =>
  isClientMessageId(value) ? value : undefined;
export const parseFileId = (value: string): FileId | undefined => (isFileId(value) ? value : undefined);
export const parseCallId = (value: string): CallId | undefined => (isCallId(value) ? value : undefined);
export const parseSeq = (value: number): Seq | undefined => (isSeq(value) ? value : undefined);

/** What stands where nothing was written yet. */
export const seqZero: Seq = seqOf(0);

/**
 * A position that the code itself computed.
 * @throws {RangeError} for anything that is not a position, which is a bug.
 */
export function seqOf(value: number): Seq {
  if (!isSeq(value)) throw new RangeError(`unable to use ${value} as a position; it is not one`);
  return value;
}

export function messageIdOf(sessionId: SessionId, seq: Seq): MessageId {
  const id = vocabulary.messageIdOf(sessionId, seq);
  if (!isMessageId(id)) throw new RangeError(`unable to name the message; ${id} is not a message id`);
  return id;
}

/** The session and position that a message id names. */
export function positionOf(messageId: MessageId): { readonly sessionId: SessionId; readonly seq: Seq } {
  const position = vocabulary.positionOf(messageId);
  const sessionId = position && parseSessionId(position.sessionId);
  if (position === undefined || sessionId === undefined) {
    throw new RangeError(`unable to read the message id; ${messageId} is not one`);
  }
  return { sessionId, seq: seqOf(position.seq) };
}

/** The session that a file is of. */
export function sessionOfFile(fileId: FileId): SessionId {
  const sessionId = parseSessionId(vocabulary.sessionOfFile(fileId) ?? '');
  if (sessionId === undefined) throw new RangeError(`unable to read the file id; ${fileId} is not one`);
  return sessionId;
}
