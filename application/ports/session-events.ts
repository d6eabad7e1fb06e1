import type { MemberPreferences } from '../../domain/chat-session/preferences.ts';
import type { Member } from '../../domain/chat-session/members.ts';
import type { ChangeEntry } from '../../domain/message/log-entry.ts';
import type { Message, SentMessage } from '../../domain/message/message.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import type { SystemFacts } from '../../domain/vocabulary/message-content.ts';
import type { AttachmentState } from '../../domain/vocabulary/messages.ts';
import type { SessionKind, SessionType } from '../../domain/vocabulary/sessions.ts';

/**
 * What happened, as the stream of the stored items tells it after it is durable. Whoever acts on it hears of it at least
 * once: again after a failure, and what happened in one session perhaps in another order than it did, so that `id` or what
 * the event is about has to keep a repetition from doing anything twice.
 *
 * Some hold messages as they are stored, with their text: an event stays within this system. What leaves it is made of facts
 * alone (docs/events.md).
 */
export type SessionEvent =
  | SessionCreated
  | SessionChanged
  | MessageSent
  | MessageChanged
  | MessageUpdated
  | MessageExpired
  | AttachmentChanged
  | AttachmentReleased
  | MemberJoined
  | MemberLeft
  | MemberChanged
  | ReadPointerMoved
  | UserInvited
  | EntryRequested;

export type SessionEventName = SessionEvent['name'];

interface Happened {
  /** The same whenever the event is told again, and no other's. */
  readonly id: string;
  readonly sessionId: SessionId;
  /** By what was stored, or where that has no time of its own, when it was stored. */
  readonly occurredAt: Instant;
}

/** A session was opened, with these members. */
export interface SessionCreated extends Happened {
  readonly name: 'SessionCreated';
  readonly sessionType: SessionType;
  readonly kind: SessionKind;
  readonly createdBy: UserId;
  /** Everyone in it, the creator first. */
  readonly memberIds: readonly UserId[];
}

/** Something happened in the session other than what its members say: who is in it, its rules, its name, its pins. */
export interface SessionChanged extends Happened {
  readonly name: 'SessionChanged';
  /** Where its log tells of it. */
  readonly seq: Seq;
  /** Who did it; nobody, for `systemSender`. */
  readonly actor: Message['senderId'];
  readonly system: SystemFacts;
}

/** A member said something. As it was sent: what became of it since is for the log to say. */
export interface MessageSent extends Happened {
  readonly name: 'MessageSent';
  readonly message: SentMessage;
}

/** The log tells of a change of the message at `entry.target`. */
export interface MessageChanged extends Happened {
  readonly name: 'MessageChanged';
  readonly entry: ChangeEntry;
}

/** A message is stored otherwise than before: by a `MessageChanged`, or because its thread grew. */
export interface MessageUpdated extends Happened {
  readonly name: 'MessageUpdated';
  readonly before: Message;
  readonly after: Message;
}

/** A message is no longer stored: its time to live was over. */
export interface MessageExpired extends Happened {
  readonly name: 'MessageExpired';
  readonly message: Message;
}

/** The file of a message came to be shown, or not to be shown for ever. */
export interface AttachmentChanged extends Happened {
  readonly name: 'AttachmentChanged';
  /** The position of the message. */
  readonly seq: Seq;
  readonly fileId: string;
  readonly state: AttachmentState;
}

/** A message that had a file has it no more: it was deleted, or its time to live was over. */
export interface AttachmentReleased extends Happened {
  readonly name: 'AttachmentReleased';
  /** The position of the message. */
  readonly seq: Seq;
  readonly fileId: string;
}

/** A member with what they set for themselves, and how far they have read. */
export interface MemberState extends Member {
  readonly lastReadSeq: Seq;
  readonly preferences: MemberPreferences;
}

/** A user is in the session. Of those whom it was opened with, too. */
export interface MemberJoined extends Happened {
  readonly name: 'MemberJoined';
  readonly member: MemberState;
}

/** A user is in the session no more: they left, were removed or were banned. */
export interface MemberLeft extends Happened {
  readonly name: 'MemberLeft';
  /** As they were last. */
  readonly member: MemberState;
}

/** A member's role, muting, alias or own preferences are others. */
export interface MemberChanged extends Happened {
  readonly name: 'MemberChanged';
  readonly before: MemberState;
  readonly after: MemberState;
}

/** A member has read further, on one of their devices. */
export interface ReadPointerMoved extends Happened {
  readonly name: 'ReadPointerMoved';
  readonly userId: UserId;
  readonly from: Seq;
  readonly to: Seq;
}

/** A user may enter the session. Told anew where they are invited again. */
export interface UserInvited extends Happened {
  readonly name: 'UserInvited';
  readonly userId: UserId;
  readonly invitedBy: UserId;
}

/** A user asks to be let into the session. What they wrote with it is not told. */
export interface EntryRequested extends Happened {
  readonly name: 'EntryRequested';
  readonly userId: UserId;
}

/**
 * One of those who act on what happened. It has a place of its own in the stream, so that none waits for another.
 *
 * `handle` is given events of ONE session, in the order they were stored, and of as many sessions at once as the batch has.
 * Where it rejects, the same events come again, perhaps with those before and after them; what fails for too long is put
 * aside as a dead letter, and the sessions beside it are not held up. So a consumer lets a failure through that may pass,
 * and does not fail for what can never succeed unless someone is to look at it.
 */
export interface SessionEventConsumer {
  /** Of its function, its metrics and its dead letters: lower case with hyphens. */
  readonly name: string;
  handle(events: readonly SessionEvent[]): Promise<void>;
}
