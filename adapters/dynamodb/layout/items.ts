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

/** An outbox event, which leaves by the table's stream. Its keys name it, under redelivery too. */
export interface EventItem extends Key {
  readonly name: EventName;
  readonly sessionId: string;
  readonly occurredAt: string;
  readonly sessionType: SessionType;
  readonly kind: SessionKind;
  readonly createdBy: string;
  readonly memberIds: readonly string[];
  /** Epoch seconds. */
  readonly expiresAt: number;
}

/** A rate guard: how often something was done in a minute. */
export interface RateItem extends Key {
  readonly sent: number;
  /** Epoch seconds. */
  readonly expiresAt: number;
}
