/** The words a session is described with. The schema's enums carry the same values. */
export const SessionType = { LESSON: 'LESSON', COURSE_SUPPORT: 'COURSE_SUPPORT', GENERAL: 'GENERAL' } as const;
export type SessionType = (typeof SessionType)[keyof typeof SessionType];

export const SessionKind = {
  DIRECT: 'DIRECT',
  GROUP: 'GROUP',
  PRIVATE: 'PRIVATE',
  PUBLIC: 'PUBLIC',
  ANNOUNCEMENT: 'ANNOUNCEMENT',
} as const;
export type SessionKind = (typeof SessionKind)[keyof typeof SessionKind];

export const SessionStatus = { ACTIVE: 'ACTIVE', ARCHIVED: 'ARCHIVED', BLOCKED: 'BLOCKED' } as const;
export type SessionStatus = (typeof SessionStatus)[keyof typeof SessionStatus];

export const MemberRole = { OWNER: 'OWNER', ADMIN: 'ADMIN', MODERATOR: 'MODERATOR', MEMBER: 'MEMBER' } as const;
export type MemberRole = (typeof MemberRole)[keyof typeof MemberRole];

export const ModerationLevel = { NONE: 'NONE', BASIC: 'BASIC', STRICT: 'STRICT' } as const;
export type ModerationLevel = (typeof ModerationLevel)[keyof typeof ModerationLevel];

/** What a member wants to be notified of. */
export const NotificationLevel = { ALL: 'ALL', MENTIONS: 'MENTIONS', NONE: 'NONE' } as const;
export type NotificationLevel = (typeof NotificationLevel)[keyof typeof NotificationLevel];
