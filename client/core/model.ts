import { LogEntryKind, MessageKind } from '../../domain/vocabulary/messages.ts';
import { MemberRole, SessionKind, SessionStatus, SessionType } from '../../domain/vocabulary/sessions.ts';
import type * as Schema from '../../generated/schema.ts';
import { field, flag, list, nullable, number, oneOf, text } from './decode.ts';
import type { Decoder } from './decode.ts';

/** What one member said, at its final position. */
export type Message = Omit<Schema.Message, 'content'> & { readonly text: string };

export const message: Decoder<Message> = (value, path) => ({
  id: field(value, 'id', path, text),
  sessionId: field(value, 'sessionId', path, text),
  seq: field(value, 'seq', path, number),
  kind: field(value, 'kind', path, oneOf(MessageKind)),
  text: field(value, 'content', path, (content, at) => field(content, 'text', at, nullable(text))) ?? '',
  senderId: field(value, 'senderId', path, text),
  senderName: field(value, 'senderName', path, nullable(text)),
  clientMessageId: field(value, 'clientMessageId', path, text),
  createdAt: field(value, 'createdAt', path, text),
});

/** One position of the log. A position without a message is VOID, or of a kind that shows nothing. */
export interface LogEntry {
  readonly seq: number;
  readonly message: Message | null;
}

export interface LogPage {
  readonly entries: readonly LogEntry[];
  readonly contiguousSeq: number;
  readonly lastSeq: number;
}

const logEntry: Decoder<LogEntry> = (value, path) => {
  const kind = field(value, 'kind', path, text);
  return {
    seq: field(value, 'seq', path, number),
    message: kind === LogEntryKind.MESSAGE ? field(value, 'message', path, message) : null,
  };
};

export const logPage: Decoder<LogPage> = (value, path) => ({
  entries: field(value, 'entries', path, list(logEntry)),
  contiguousSeq: field(value, 'contiguousSeq', path, number),
  lastSeq: field(value, 'lastSeq', path, number),
});

export interface MessagePage {
  /** Oldest first. */
  readonly items: readonly Message[];
  readonly startCursor: string | null;
  readonly hasPreviousPage: boolean;
}

export const messagePage: Decoder<MessagePage> = (value, path) => ({
  items: field(value, 'items', path, list(message)),
  startCursor: field(value, 'pageInfo', path, (info, at) => field(info, 'startCursor', at, nullable(text))),
  hasPreviousPage: field(value, 'pageInfo', path, (info, at) => field(info, 'hasPreviousPage', at, flag)),
});

/** A session as a list shows it. */
export type SessionSummary = Omit<Schema.ChatSession, 'createdAt' | 'lastMessage'> & {
  readonly lastMessage: Preview | null;
};

type Preview = Pick<Schema.MessagePreview, 'seq' | 'senderId' | 'text'>;

const preview: Decoder<Preview> = (value, path) => ({
  seq: field(value, 'seq', path, number),
  senderId: field(value, 'senderId', path, text),
  text: field(value, 'text', path, text),
});

export const sessionSummary: Decoder<SessionSummary> = (value, path) => ({
  id: field(value, 'id', path, text),
  sessionType: field(value, 'sessionType', path, oneOf(SessionType)),
  kind: field(value, 'kind', path, oneOf(SessionKind)),
  name: field(value, 'name', path, nullable(text)),
  status: field(value, 'status', path, oneOf(SessionStatus)),
  createdBy: field(value, 'createdBy', path, text),
  memberCount: field(value, 'memberCount', path, number),
  lastSeq: field(value, 'lastSeq', path, number),
  lastActivityAt: field(value, 'lastActivityAt', path, text),
  lastMessage: field(value, 'lastMessage', path, nullable(preview)),
  myRole: field(value, 'myRole', path, oneOf(MemberRole)),
  lastReadSeq: field(value, 'lastReadSeq', path, number),
  unreadCount: field(value, 'unreadCount', path, number),
});

export interface SessionPage {
  readonly items: readonly SessionSummary[];
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

export const sessionPage: Decoder<SessionPage> = (value, path) => ({
  items: field(value, 'items', path, list(sessionSummary)),
  endCursor: field(value, 'pageInfo', path, (info, at) => field(info, 'endCursor', at, nullable(text))),
  hasNextPage: field(value, 'pageInfo', path, (info, at) => field(info, 'hasNextPage', at, flag)),
});

/** Someone is typing, or has stopped. */
export type TypingSignal = Pick<Schema.TypingIndicator, 'userId' | 'userName' | 'isTyping'>;

export const typingSignal: Decoder<TypingSignal> = (value, path) => ({
  userId: field(value, 'userId', path, text),
  userName: field(value, 'userName', path, nullable(text)),
  isTyping: field(value, 'isTyping', path, flag),
});

export const readReceipt: Decoder<Pick<Schema.ReadReceipt, 'lastReadSeq'>> = (value, path) => ({
  lastReadSeq: field(value, 'lastReadSeq', path, number),
});
