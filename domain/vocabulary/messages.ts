/** The words a message and a log entry are described with. The schema's enums carry the same values. */
export const MessageKind = { TEXT: 'TEXT' } as const;
export type MessageKind = (typeof MessageKind)[keyof typeof MessageKind];

export const LogEntryKind = { MESSAGE: 'MESSAGE', VOID: 'VOID' } as const;
export type LogEntryKind = (typeof LogEntryKind)[keyof typeof LogEntryKind];
