import { LogEntryKind, MessageKind } from '../../domain/vocabulary/messages.ts';
import { Permission } from '../../domain/vocabulary/permissions.ts';
import {
  MemberRole,
  NotificationLevel,
  SessionKind,
  SessionStatus,
  SessionType,
} from '../../domain/vocabulary/sessions.ts';
import type * as Schema from '../../generated/schema.ts';
import { field, flag, list, nullable, number, oneOf, text } from './decode.ts';
import type { Decoder } from './decode.ts';
import { message, sessionSettings } from './message.ts';
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

export const change: Decoder<Change> = (value, path) => ({
  sessionId: field(value, 'sessionId', path, text),
  seq: field(value, 'seq', path, number),
  actorId: field(value, 'actorId', path, nullable(text)),
  message: field(value, 'message', path, message),
});

export const logPage: Decoder<LogPage> = (value, path) => ({
  entries: field(value, 'entries', path, list(logEntry)),
  contiguousSeq: field(value, 'contiguousSeq', path, number),
  lastSeq: field(value, 'lastSeq', path, number),
});

export interface MessagePage {
  /** Oldest first. */
  readonly items: readonly Message[];
  readonly startCursor: string | null;
  readonly endCursor: string | null;
  readonly hasPreviousPage: boolean;
  readonly hasNextPage: boolean;
}

export const messagePage: Decoder<MessagePage> = (value, path) => ({
  items: field(value, 'items', path, list(message)),
  ...field(value, 'pageInfo', path, (info, at) => ({
    startCursor: field(info, 'startCursor', at, nullable(text)),
    endCursor: field(info, 'endCursor', at, nullable(text)),
    hasPreviousPage: field(info, 'hasPreviousPage', at, flag),
    hasNextPage: field(info, 'hasNextPage', at, flag),
  })),
});

/** What the caller left on a message. */
export const marks: Decoder<Schema.MyMarks> = (value, path) => ({
  messageId: field(value, 'messageId', path, text),
  reactions: field(value, 'reactions', path, list(text)),
  votes: field(value, 'votes', path, list(number)),
});

export type Pin = Omit<Schema.PinnedMessage, 'message'> & { readonly message: Message };

export const pin: Decoder<Pin> = (value, path) => ({
  message: field(value, 'message', path, message),
  pinnedBy: field(value, 'pinnedBy', path, text),
  pinnedAt: field(value, 'pinnedAt', path, text),
  until: field(value, 'until', path, nullable(text)),
});

/** A session as the caller sees it. */
export type SessionSummary = Omit<Schema.ChatSession, 'createdAt' | 'lastMessage'> & {
  readonly lastMessage: Preview | null;
};

/** A message cut to a line. */
export type Preview = Omit<Schema.MessagePreview, 'createdAt'>;

export const preview: Decoder<Preview> = (value, path) => ({
  seq: field(value, 'seq', path, number),
  senderId: field(value, 'senderId', path, text),
  senderName: field(value, 'senderName', path, nullable(text)),
  kind: field(value, 'kind', path, oneOf(MessageKind)),
  text: field(value, 'text', path, text),
});

export const memberPreferences: Decoder<Schema.MemberPreferences> = (value, path) => ({
  notifications: field(value, 'notifications', path, oneOf(NotificationLevel)),
  mutedUntil: field(value, 'mutedUntil', path, nullable(text)),
  customName: field(value, 'customName', path, nullable(text)),
});

export const sessionSummary: Decoder<SessionSummary> = (value, path) => ({
  id: field(value, 'id', path, text),
  sessionType: field(value, 'sessionType', path, oneOf(SessionType)),
  kind: field(value, 'kind', path, oneOf(SessionKind)),
  name: field(value, 'name', path, nullable(text)),
  description: field(value, 'description', path, nullable(text)),
  avatarUrl: field(value, 'avatarUrl', path, nullable(text)),
  bannerUrl: field(value, 'bannerUrl', path, nullable(text)),
  tags: field(value, 'tags', path, list(text)),
  status: field(value, 'status', path, oneOf(SessionStatus)),
  isFrozen: field(value, 'isFrozen', path, flag),
  settings: field(value, 'settings', path, sessionSettings),
  createdBy: field(value, 'createdBy', path, text),
  memberCount: field(value, 'memberCount', path, number),
  lastSeq: field(value, 'lastSeq', path, number),
  lastActivityAt: field(value, 'lastActivityAt', path, text),
  lastMessage: field(value, 'lastMessage', path, nullable(preview)),
  myRole: field(value, 'myRole', path, oneOf(MemberRole)),
  myPermissions: field(value, 'myPermissions', path, list(oneOf(Permission))),
  myMutedUntil: field(value, 'myMutedUntil', path, nullable(text)),
  myAlias: field(value, 'myAlias', path, nullable(text)),
  myPreferences: field(value, 'myPreferences', path, memberPreferences),
  lastReadSeq: field(value, 'lastReadSeq', path, number),
  firstUnreadCursor: field(value, 'firstUnreadCursor', path, text),
  unreadCount: field(value, 'unreadCount', path, number),
  mentionCount: field(value, 'mentionCount', path, number),
});

/** One page of a list that is read forwards. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

/** Where a page begins: after another one, or with the first item. */
export const pageAfter = (after: string | undefined) => (after === undefined ? {} : { after });

export const pageOf =
  <T>(item: Decoder<T>): Decoder<Page<T>> =>
  (value, path) => ({
    items: field(value, 'items', path, list(item)),
    endCursor: field(value, 'pageInfo', path, (info, at) => field(info, 'endCursor', at, nullable(text))),
    hasNextPage: field(value, 'pageInfo', path, (info, at) => field(info, 'hasNextPage', at, flag)),
  });

export const sessionPage = pageOf(sessionSummary);

export const discoveredPage = pageOf<Schema.DiscoveredSession>((value, path) => ({
  id: field(value, 'id', path, text),
  sessionType: field(value, 'sessionType', path, oneOf(SessionType)),
  name: field(value, 'name', path, text),
  description: field(value, 'description', path, nullable(text)),
  avatarUrl: field(value, 'avatarUrl', path, nullable(text)),
  tags: field(value, 'tags', path, list(text)),
  memberCount: field(value, 'memberCount', path, number),
  requireApproval: field(value, 'requireApproval', path, flag),
  isMember: field(value, 'isMember', path, flag),
}));

/** Someone is typing, or has stopped. */
export type TypingSignal = Pick<Schema.TypingIndicator, 'userId' | 'userName' | 'isTyping'>;

export const typingSignal: Decoder<TypingSignal> = (value, path) => ({
  userId: field(value, 'userId', path, text),
  userName: field(value, 'userName', path, nullable(text)),
  isTyping: field(value, 'isTyping', path, flag),
});

/** How far a member has received and read. */
export type ReadReceipt = Omit<Schema.ReadReceipt, 'audience'>;

export const readReceipt: Decoder<ReadReceipt> = (value, path) => ({
  sessionId: field(value, 'sessionId', path, text),
  userId: field(value, 'userId', path, text),
  lastReadSeq: field(value, 'lastReadSeq', path, number),
  readAt: field(value, 'readAt', path, nullable(text)),
  lastDeliveredSeq: field(value, 'lastDeliveredSeq', path, number),
});

/** How many others received and read a message. */
export const messageReceipts: Decoder<Schema.MessageReceipts> = (value, path) => ({
  memberCount: field(value, 'memberCount', path, number),
  deliveredCount: field(value, 'deliveredCount', path, number),
  readCount: field(value, 'readCount', path, number),
  readBy: field(value, 'readBy', path, list(text)),
});

export const threadReadState: Decoder<Schema.ThreadReadState> = (value, path) => ({
  rootId: field(value, 'rootId', path, text),
  lastReadSeq: field(value, 'lastReadSeq', path, number),
  unreadCount: field(value, 'unreadCount', path, number),
});
