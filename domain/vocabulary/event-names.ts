/** Domain events, in the past tense, that wait in the outbox. What happens in a session stands in its log. */
export const EventName = {
  ChatSessionCreated: 'ChatSessionCreated',
  MessageSent: 'MessageSent',
} as const;
export type EventName = (typeof EventName)[keyof typeof EventName];
