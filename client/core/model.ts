import { LogEntryKind, MessageKind } from '../../domain/vocabulary/messages.ts';
import { Permission } from '../../domain/vocabulary/permissions.ts';
import { MemberRole, NotificationLevel, SessionKind, SessionType } from '../../domain/vocabulary/sessions.ts';
import type * as Schema from '../../generated/schema.ts';
import { field, fields, flag, list, nullable, number, oneOf, text } from './decode.ts';
import type { Decoder } from './decode.ts';
import { message, sessionStateFields } from './message.ts';
import type { Message } from './message.ts';

/** One position of the log: a message, the change of one, or nothing. */
export interface LogEntry {
  readonly seq: number;
  /** A kind that this client does not know is a newer server's, and shows nothing. */
  readonly kind: LogEntryKind | 'UNKNOWN';
  /** Who changed the message there, as members are told. */
  readonly actorId: string | null;
  /** The message there, or the one that changed: as it is now. */
  readonly message: Message | null;
}

export interface LogPage {
  readonly entries: readonly LogEntry[];
  readonly contiguousSeq: number;
  readonly lastSeq: number;
}

export const logEntry: Decoder<LogEntry> = (value, path) => {
  const said = field(value, 'kind', path, text);
  const kind = Object.values(LogEntryKind).find((known) => known === said) ?? 'UNKNOWN';
  return {
    seq: field(value, 'seq', path, number),
    kind,
    actorId: field(value, 'actorId', path, nullable(text)),
    message: kind === 'UNKNOWN' ? null : field(value, 'message', path, nullable(message)),
  };
};

/** A change of a message, told live. */
export interface Change {
  readonly sessionId: string;
  readonly seq: number;
  readonly actorId: string | null;
  readonly message: Message;
}

export const change: Decoder<Change> = /* @__PURE__ */ fields({
  sessionId: text,
  seq: number,
  actorId: nullable(text),
  message,
});

export const logPage: Decoder<LogPage> = /* @__PURE__ */ fields({
  entries: list(logEntry),
  contiguousSeq: number,
  lastSeq: number,
});

export interface MessagePage {
  /** Oldest first. */
  readonly items: readonly Message[];
  readonly startCursor: string | null;
  readonly endCursor: string | null;
  readonly hasPreviousPage: boolean;
  readonly hasNextPage: boolean;
}

const bothWays: Decoder<Omit<MessagePage, 'items'>> = /* @__PURE__ */ fields({
  startCursor: nullable(text),
  endCursor: nullable(text),
  hasPreviousPage: flag,
  hasNextPage: flag,
});

export const messagePage: Decoder<MessagePage> = (value, path) => ({
  items: field(value, 'items', path, list(message)),
  ...field(value, 'pageInfo', path, bothWays),
});

/** What the caller left on a message. */
export const marks: Decoder<Schema.MyMarks> = /* @__PURE__ */ fields({
  messageId: text,
  reactions: list(text),
  votes: list(number),
});

export type Pin = Omit<Schema.PinnedMessage, 'message'> & { readonly message: Message };

export const pin: Decoder<Pin> = /* @__PURE__ */ fields({
  message,
  pinnedBy: text,
  pinnedAt: text,
  until: nullable(text),
});

/** A session as the caller sees it. */
export type SessionSummary = Omit<Schema.ChatSession, 'createdAt' | 'lastMessage'> & {
  readonly lastMessage: Preview | null;
};

/** A message cut to a line. */
export type Preview = Omit<Schema.MessagePreview, 'createdAt'>;

export const preview: Decoder<Preview> = /* @__PURE__ */ fields({
  seq: number,
  senderId: text,
  senderName: nullable(text),
  kind: oneOf(MessageKind),
  text,
});

export const memberPreferences: Decoder<Schema.MemberPreferences> = /* @__PURE__ */ fields({
  notifications: oneOf(NotificationLevel),
  mutedUntil: nullable(text),
  customName: nullable(text),
});

export const sessionSummary: Decoder<SessionSummary> = /* @__PURE__ */ fields({
  id: text,
  sessionType: oneOf(SessionType),
  kind: oneOf(SessionKind),
  ...sessionStateFields,
  createdBy: text,
  memberCount: number,
  lastSeq: number,
  lastActivityAt: text,
  lastMessage: nullable(preview),
  myRole: oneOf(MemberRole),
  myPermissions: list(oneOf(Permission)),
  myMutedUntil: nullable(text),
  myAlias: nullable(text),
  myPreferences: memberPreferences,
  lastReadSeq: number,
  firstUnreadCursor: text,
  unreadCount: number,
  mentionCount: number,
});

/** One page of a list that is read forwards. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

/** Where a page begins: after another one, or with the first item. */
export const pageAfter = (after: string | undefined) => (after === undefined ? {} : { after });

const ahead: Decoder<Omit<Page<unknown>, 'items'>> = /* @__PURE__ */ fields({
  endCursor: nullable(text),
  hasNextPage: flag,
});

export const pageOf =
  <T>(item: Decoder<T>): Decoder<Page<T>> =>
  (value, path) => ({
    items: field(value, 'items', path, list(item)),
    ...field(value, 'pageInfo', path, ahead),
  });

export const sessionPage = pageOf(sessionSummary);

export const discoveredPage = pageOf<Schema.DiscoveredSession>(
  fields({
    id: text,
    sessionType: oneOf(SessionType),
    name: text,
    description: nullable(text),
    avatarUrl: nullable(text),
    tags: list(text),
    memberCount: number,
    requireApproval: flag,
    isMember: flag,
  }),
);

/** Someone is typing, or has stopped. */
export type TypingSignal = Omit<Schema.TypingIndicator, 'sessionId'>;

export const typingSignal: Decoder<TypingSignal> = /* @__PURE__ */ fields({
  userId: text,
  userName: nullable(text),
  isTyping: flag,
  expiresAt: text,
});

/** How far a member has received and read. */
export type ReadReceipt = Omit<Schema.ReadReceipt, 'audience'>;

export const readReceipt: Decoder<ReadReceipt> = /* @__PURE__ */ fields({
  sessionId: text,
  userId: text,
  lastReadSeq: number,
  readAt: nullable(text),
  lastDeliveredSeq: number,
});

/** How many others received and read a message. */
export const messageReceipts: Decoder<Schema.MessageReceipts> = /* @__PURE__ */ fields({
  memberCount: number,
  deliveredCount: number,
  readCount: number,
  readBy: list(text),
});

export const threadReadState: Decoder<Schema.ThreadReadState> = /* @__PURE__ */ fields({
  rootId: text,
  lastReadSeq: number,
  unreadCount: number,
});
