import type { EventName } from '../../../domain/vocabulary/event-names.ts';
import type { LogEntryKind, MessageKind } from '../../../domain/vocabulary/messages.ts';
import type { MemberRole, SessionKind, SessionStatus, SessionType } from '../../../domain/vocabulary/sessions.ts';
import type { Key } from './keys.ts';

/** Attribute names and shapes of every stored item. Times are ISO 8601 in UTC with milliseconds, unless said otherwise. */
export interface MetaItem extends Key {
  readonly sessionType: SessionType;
  readonly kind: SessionKind;
  readonly status: SessionStatus;
  readonly memberCount: number;
  readonly lastSeq: number;
  readonly lastActivityAt: string;
  /** The newest position reserved for a message, 0 before the first. Whether one got there is for the slot to say. */
  readonly lastMessageSeq: number;
}

export interface DetailItem extends Key {
  readonly name: string | null;
  readonly createdBy: string;
  readonly createdAt: string;
  /** How often the session was saved: 1 when it is opened. Not counted before changes were: absent is 1. */
  readonly revision: number;
  /** Only of a lesson's session, as all that begins with `lesson`. */
  readonly lessonId?: string;
  readonly lessonCourseId?: string;
  /** The newest version of the lesson that was taken over whole, 0 before. */
  readonly lessonVersion?: number;
}

export interface MemberItem extends Key {
  /** Feeds the `byUser` index. */
  readonly memberUserId: string;
  readonly role: MemberRole;
  readonly joinedAt: string;
  readonly lastReadSeq: number;
  readonly readAt: string | null;
}

export interface VoidSlotItem extends Key {
  readonly seq: number;
  readonly entry: typeof LogEntryKind.VOID;
  readonly at: string;
}

export interface MessageSlotItem extends Key {
  readonly seq: number;
  readonly entry: typeof LogEntryKind.MESSAGE;
  readonly at: string;
  readonly messageKind: MessageKind;
  readonly text: string;
  readonly senderId: string;
  readonly senderName: string | null;
  readonly clientMessageId: string;
}

export type SlotItem = VoidSlotItem | MessageSlotItem;

export interface ClaimItem extends Key {
  readonly seq: number;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

interface OutboxItem extends Key {
  readonly sessionId: string;
  readonly occurredAt: string;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

export interface ChatSessionCreatedItem extends OutboxItem {
  readonly name: typeof EventName.ChatSessionCreated;
  readonly sessionType: SessionType;
  readonly kind: SessionKind;
  readonly createdBy: string;
  readonly memberIds: readonly string[];
}

export interface MembersAddedItem extends OutboxItem {
  readonly name: typeof EventName.MembersAdded;
  readonly memberIds: readonly string[];
}

export interface ChatSessionRenamedItem extends OutboxItem {
  readonly name: typeof EventName.ChatSessionRenamed;
  readonly sessionName: string | null;
}

export interface ChatSessionStatusItem extends OutboxItem {
  readonly name: typeof EventName.ChatSessionArchived | typeof EventName.ChatSessionUnarchived;
}

/** An outbox event, which leaves by the table's stream. Its keys name it, under redelivery too. */
export type EventItem = ChatSessionCreatedItem | MembersAddedItem | ChatSessionRenamedItem | ChatSessionStatusItem;

/** A rate guard: how often something was done in a minute. */
export interface RateItem extends Key {
  readonly sent: number;
  /** Epoch seconds. */
  readonly expiresAt: number;
}
