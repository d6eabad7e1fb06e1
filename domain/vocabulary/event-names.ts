/** Domain events, in the past tense. Consumers subscribe by these names. */
export const EventName = {
  ChatSessionCreated: 'ChatSessionCreated',
  MessageSent: 'MessageSent',
} as const;
export type EventName = (typeof EventName)[keyof typeof EventName];
