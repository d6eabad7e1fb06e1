import { MessageKind } from './messages.ts';

/** A message as far as counting needs it. */
export interface Countable {
  readonly kind: MessageKind;
  /** Who wrote it, also where members are shown an alias. */
  readonly senderId: string;
  readonly isInThread: boolean;
  readonly isDeleted: boolean;
}

/** Whether a message is part of what is said in a session's own course: what the newest message is looked for among. */
export const isSaid = ({ kind, isInThread, isDeleted }: Countable): boolean =>
  kind !== MessageKind.SYSTEM && !isInThread && !isDeleted;

/**
 * The one definition of unread, for messages after a user's read pointer: what someone else said in the session's own
 * course. Badge, list and push count by it.
 */
export const isUnreadFor = (userId: string, message: Countable): boolean =>
  isSaid(message) && message.senderId !== userId;

/** The same for replies after a user's pointer in their thread. */
export const isUnreadReplyFor = (userId: string, { senderId, isDeleted }: Countable): boolean =>
  !isDeleted && senderId !== userId;
