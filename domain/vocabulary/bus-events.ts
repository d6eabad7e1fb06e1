/** What stands as the source of every event that this system puts on the bus. */
export const busEventSource = 'parley';

/** The detail types of those events, in the past tense. What each holds: docs/events.md. */
export const BusEventType = {
  SessionCreated: 'SessionCreated',
  SessionChanged: 'SessionChanged',
  MembersChanged: 'MembersChanged',
  MessageSent: 'MessageSent',
  MessageChanged: 'MessageChanged',
  MessageExpired: 'MessageExpired',
  AttachmentChanged: 'AttachmentChanged',
  AttachmentReleased: 'AttachmentReleased',
} as const;
export type BusEventType = (typeof BusEventType)[keyof typeof BusEventType];

/** That somebody is in a session no more: they left, were removed or banned. */
export const memberGone = { type: BusEventType.MembersChanged, facts: { change: 'LEFT' } } as const;
