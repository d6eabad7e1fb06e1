/** The words a message and a log entry are described with. The schema's enums carry the same values. */
export const MessageKind = {
  TEXT: 'TEXT',
  IMAGE: 'IMAGE',
  FILE: 'FILE',
  AUDIO: 'AUDIO',
  VIDEO: 'VIDEO',
  CODE: 'CODE',
  MATH_FORMULA: 'MATH_FORMULA',
  POLL: 'POLL',
  LOCATION: 'LOCATION',
  SYSTEM: 'SYSTEM',
  AI_RESPONSE: 'AI_RESPONSE',
} as const;
export type MessageKind = (typeof MessageKind)[keyof typeof MessageKind];

/** The kinds that carry a file. */
export type AttachmentKind = 'IMAGE' | 'FILE' | 'AUDIO' | 'VIDEO';

export const isAttachmentKind = (kind: MessageKind): kind is AttachmentKind =>
  kind === 'IMAGE' || kind === 'FILE' || kind === 'AUDIO' || kind === 'VIDEO';

export const LogEntryKind = { MESSAGE: 'MESSAGE', MESSAGE_CHANGED: 'MESSAGE_CHANGED', VOID: 'VOID' } as const;
export type LogEntryKind = (typeof LogEntryKind)[keyof typeof LogEntryKind];

/** How a message changed, as an entry of kind MESSAGE_CHANGED tells. */
export const MessageChange = {
  EDITED: 'EDITED',
  DELETED: 'DELETED',
  REACTION_ADDED: 'REACTION_ADDED',
  REACTION_REMOVED: 'REACTION_REMOVED',
  VOTED: 'VOTED',
  POLL_CLOSED: 'POLL_CLOSED',
  ATTACHMENT_CHANGED: 'ATTACHMENT_CHANGED',
} as const;
export type MessageChange = (typeof MessageChange)[keyof typeof MessageChange];

export const CodeSyntax = { VALID: 'VALID', INVALID: 'INVALID', UNCHECKED: 'UNCHECKED' } as const;
export type CodeSyntax = (typeof CodeSyntax)[keyof typeof CodeSyntax];

export const AttachmentState = { PENDING: 'PENDING', CLEAN: 'CLEAN', REJECTED: 'REJECTED' } as const;
export type AttachmentState = (typeof AttachmentState)[keyof typeof AttachmentState];

/** What happened in a session, as a SYSTEM message tells. */
export const SystemEvent = {
  SESSION_OPENED: 'SESSION_OPENED',
  MEMBERS_JOINED: 'MEMBERS_JOINED',
  MEMBER_LEFT: 'MEMBER_LEFT',
  MEMBER_REMOVED: 'MEMBER_REMOVED',
  MEMBER_BANNED: 'MEMBER_BANNED',
  MEMBER_UNBANNED: 'MEMBER_UNBANNED',
  MEMBER_MUTED: 'MEMBER_MUTED',
  MEMBER_UNMUTED: 'MEMBER_UNMUTED',
  ROLE_CHANGED: 'ROLE_CHANGED',
  OWNERSHIP_TRANSFERRED: 'OWNERSHIP_TRANSFERRED',
  SESSION_UPDATED: 'SESSION_UPDATED',
  SETTINGS_CHANGED: 'SETTINGS_CHANGED',
  SESSION_ARCHIVED: 'SESSION_ARCHIVED',
  SESSION_UNARCHIVED: 'SESSION_UNARCHIVED',
  SESSION_FROZEN: 'SESSION_FROZEN',
  SESSION_UNFROZEN: 'SESSION_UNFROZEN',
  SESSION_BLOCKED: 'SESSION_BLOCKED',
  SESSION_UNBLOCKED: 'SESSION_UNBLOCKED',
  MESSAGE_PINNED: 'MESSAGE_PINNED',
  MESSAGE_UNPINNED: 'MESSAGE_UNPINNED',
  CALL_STARTED: 'CALL_STARTED',
  CALL_ENDED: 'CALL_ENDED',
  CALL_MISSED: 'CALL_MISSED',
  CALL_DECLINED: 'CALL_DECLINED',
  CALL_FAILED: 'CALL_FAILED',
  CALL_RECORDED: 'CALL_RECORDED',
} as const;
export type SystemEvent = (typeof SystemEvent)[keyof typeof SystemEvent];

/** Stands as the sender of what nobody in particular did. No user id has its first character. */
export const systemSender = '#system';

/** The sender's id that members see of an anonymous message. No user id has its first character. */
export const aliasId = (alias: string): string => `#${alias}`;

/**
 * Stands for a user in the audience of an event. No session id has its first character: a member whose user id is spelt like
 * a session's id makes nobody of that session hear of theirs.
 */
export const userAudience = (userId: string): string => `#${userId}`;
