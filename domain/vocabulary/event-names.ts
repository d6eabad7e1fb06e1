/** Domain events, in the past tense. Consumers subscribe by these names. */
export const EventName = {
  ChatSessionArchived: 'ChatSessionArchived',
  ChatSessionCreated: 'ChatSessionCreated',
  ChatSessionRenamed: 'ChatSessionRenamed',
  ChatSessionUnarchived: 'ChatSessionUnarchived',
  MembersAdded: 'MembersAdded',
  MessageSent: 'MessageSent',
} as const;
export type EventName = (typeof EventName)[keyof typeof EventName];
