import type { Message } from '../../client/core/message.ts';
import type { SessionSummary } from '../../client/core/model.ts';
import { messageIdOf } from '../../domain/vocabulary/identifiers.ts';
import type * as Schema from '../../generated/schema.ts';

/** The session that most tests are about. */
export const theSession = '00000000-0000-4000-8000-000000000001';

export const noContent: Schema.MessageContent = {
  text: null,
  code: null,
  formula: null,
  poll: null,
  location: null,
  attachment: null,
  system: null,
};

/** When the message at a position was said. */
export const saidAt = (seq: number): string => new Date(1_700_000_000_000 + seq * 1000).toISOString();

/** A message as the server would show it: a TEXT of bob's where nothing else is said. */
export const messageAt = (
  seq: number,
  { text = `text ${seq}`, ...more }: Partial<Message> & { text?: string } = {},
): Message => ({
  id: messageIdOf(more.sessionId ?? theSession, seq),
  sessionId: theSession,
  seq,
  version: 1,
  kind: 'TEXT',
  content: { ...noContent, text },
  senderId: 'bob',
  senderName: null,
  isAnonymous: false,
  clientMessageId: `c${seq}`,
  createdAt: saidAt(seq),
  editedAt: null,
  deletedAt: null,
  mentions: [],
  reactions: [],
  replyTo: null,
  threadRootId: null,
  thread: null,
  ...more,
});

/** What the system says at a position. */
export const systemAt = (
  seq: number,
  system: Partial<Schema.SystemContent> & Pick<Schema.SystemContent, 'event'>,
  more: Partial<Message> = {},
): Message =>
  messageAt(seq, {
    kind: 'SYSTEM',
    content: {
      ...noContent,
      text: '',
      system: { userIds: [], role: null, until: null, messageId: null, session: null, call: null, ...system },
    },
    clientMessageId: '',
    ...more,
  });

export const someSettings: Schema.SessionSettings = {
  allowInvites: false,
  requireApproval: false,
  allowFileUploads: true,
  maxFileSize: 52_428_800,
  allowedFileTypes: [],
  messageRetentionDays: null,
  enableAI: false,
  moderationLevel: 'NONE',
  slowModeSeconds: 0,
  maxMembers: 50,
  allowAnonymous: false,
};

/** A session as ann sees it, before anything was said. */
export const summaryOf = (more: Partial<SessionSummary> = {}): SessionSummary => ({
  id: theSession,
  sessionType: 'GENERAL',
  kind: 'GROUP',
  name: 'Session',
  description: null,
  avatarUrl: null,
  bannerUrl: null,
  tags: [],
  status: 'ACTIVE',
  isFrozen: false,
  settings: someSettings,
  createdBy: 'ann',
  memberCount: 3,
  lastSeq: 0,
  lastActivityAt: new Date(1_700_000_000_000).toISOString(),
  lastMessage: null,
  myRole: 'MEMBER',
  myPermissions: ['POST'],
  myMutedUntil: null,
  myAlias: 'Anonymous 1',
  myPreferences: { notifications: 'ALL', mutedUntil: null, customName: null },
  lastReadSeq: 0,
  firstUnreadCursor: messageIdOf(more.id ?? theSession, 0),
  unreadCount: 0,
  mentionCount: 0,
  ...more,
});
