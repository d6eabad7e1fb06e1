import type { SessionSummary } from '../../client/core/index.ts';
import { Limits } from '../../client/core/index.ts';

export const minuteMs = 60_000;

/** When the samples were made: the same moment for all of them. */
export const sampleNow = Date.now();
export const ago = (minutes: number): string => new Date(sampleNow - minutes * minuteMs).toISOString();

/** A v4 id that ends in a number. */
export const sampleId = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** A group that Ann owns and Bob and Cat are in. */
export const sampleSession: SessionSummary = {
  id: sampleId(1),
  sessionType: 'GENERAL',
  kind: 'GROUP',
  name: 'Every kind',
  description: 'A conversation with one message of each kind.',
  avatarUrl: null,
  bannerUrl: null,
  tags: ['samples'],
  status: 'ACTIVE',
  isFrozen: false,
  settings: {
    allowInvites: true,
    requireApproval: false,
    allowFileUploads: true,
    maxFileSize: Limits.fileSize,
    allowedFileTypes: [],
    messageRetentionDays: null,
    enableAI: false,
    moderationLevel: 'NONE',
    slowModeSeconds: 0,
    maxMembers: Limits.groupMembers,
    allowAnonymous: true,
  },
  createdBy: 'ann',
  memberCount: 3,
  lastSeq: 0,
  lastActivityAt: ago(1),
  lastMessage: null,
  myRole: 'OWNER',
  myPermissions: [
    'POST',
    'INVITE',
    'APPROVE',
    'ADD_MEMBERS',
    'REMOVE_MEMBERS',
    'BAN',
    'MUTE',
    'CHANGE_ROLES',
    'TRANSFER_OWNERSHIP',
    'EDIT_SESSION',
    'CHANGE_SETTINGS',
    'FREEZE',
    'ARCHIVE',
    'PIN',
    'MODERATE_MESSAGES',
    'READ_AUDIT',
  ],
  myMutedUntil: null,
  myAlias: 'Quiet Otter',
  myPreferences: { notifications: 'ALL', mutedUntil: null, customName: null },
  lastReadSeq: 0,
  firstUnreadCursor: 'unread',
  unreadCount: 0,
  mentionCount: 0,
};

const line = (senderId: string, kind: 'TEXT' | 'IMAGE', text: string) => ({
  seq: 1,
  senderId,
  senderName: null,
  kind,
  text,
});

/** What a list of sessions may show. */
export const sampleSessions: readonly SessionSummary[] = [
  { ...sampleSession, lastMessage: line('bob', 'TEXT', 'See you at three'), unreadCount: 3, mentionCount: 1 },
  { ...sampleSession, id: sampleId(2), name: 'Many unread', unreadCount: 100, lastMessage: line('cat', 'IMAGE', '') },
  { ...sampleSession, id: sampleId(3), name: 'Nothing said yet' },
  {
    ...sampleSession,
    id: sampleId(4),
    name: 'A name so long that no list on any screen shows the whole of it',
    lastMessage: line('ann', 'TEXT', 'A long line that has to end somewhere. '.repeat(3)),
  },
  {
    ...sampleSession,
    id: sampleId(5),
    name: 'Silenced',
    myPreferences: { notifications: 'NONE', mutedUntil: null, customName: null },
    unreadCount: 2,
    lastMessage: line('bob', 'TEXT', 'Heard by nobody'),
  },
  {
    ...sampleSession,
    id: sampleId(6),
    name: 'Archived',
    status: 'ARCHIVED',
    lastMessage: line('bob', 'TEXT', 'That was it'),
  },
  {
    ...sampleSession,
    id: sampleId(7),
    kind: 'DIRECT',
    name: null,
    memberCount: 2,
    lastMessage: line('bob', 'TEXT', 'Hi'),
  },
  { ...sampleSession, id: sampleId(8), name: 'غرفة الأحياء', lastMessage: line('cat', 'TEXT', 'مرحبا بالجميع') },
];
