import type { EventName } from '../../../domain/vocabulary/event-names.ts';
import type { FileState } from '../../../domain/vocabulary/files.ts';
import type { Attachment, CodeFacts, Place, Poll, SystemFacts } from '../../../domain/vocabulary/message-content.ts';
import type { LogEntryKind, MessageChange, MessageKind } from '../../../domain/vocabulary/messages.ts';
import type { RateWindow } from '../../../domain/vocabulary/rate-window.ts';
import type { SessionSettings } from '../../../domain/vocabulary/session-settings.ts';
import type {
  MemberRole,
  NotificationLevel,
  SessionKind,
  SessionStatus,
  SessionType,
} from '../../../domain/vocabulary/sessions.ts';
import type { PresenceStatus } from '../../../domain/vocabulary/presence.ts';
import type { Key } from './keys.ts';

/** Attribute names and shapes of every stored item. Times are ISO 8601 in UTC with milliseconds, unless said otherwise. */
export interface MetaItem extends Key {
  readonly sessionType: SessionType;
  readonly kind: SessionKind;
  readonly status: SessionStatus;
  readonly memberCount: number;
  readonly lastSeq: number;
  readonly lastActivityAt: string;
  /** The newest position reserved for a member's message, 0 before the first. Whether one got there is for the slot to say. */
  readonly lastMessageSeq: number;
  /**
   * How often someone lost a right here: by removal, ban, mute, a lower role, a stricter rule. Who takes a position on the
   * strength of what they read names the number that they read, so that no right outlives its loss. Absent is 0.
   */
  readonly accessVersion?: number;
  /** What sending needs to know of the session's state and rules. Absent is false, or 0. */
  readonly isFrozen?: boolean;
  readonly isClosed?: boolean;
  readonly allowAnonymous?: boolean;
  readonly slowModeSeconds?: number;
  readonly retentionDays?: number;
}

/** Stands while a session is opened whose members are more than one transaction takes, and after an attempt that died. */
export interface OpeningItem extends Key {
  /** Whose attempt it is. */
  readonly token: string;
  /** From then on another one may take over. */
  readonly until: string;
}

export interface PinAttributes {
  readonly seq: number;
  readonly pinnedBy: string;
  readonly pinnedAt: string;
  readonly until: string | null;
}

export interface DetailItem extends Key {
  readonly name: string | null;
  readonly createdBy: string;
  readonly createdAt: string;
  /** How often the session was saved: 1 when it is opened. Not counted before changes were: absent is 1. */
  readonly revision: number;
  /** All that follows is absent where it is null, empty or what the kind of session begins with. */
  readonly description?: string;
  readonly avatarUrl?: string;
  readonly bannerUrl?: string;
  readonly tags?: readonly string[];
  readonly settings?: SessionSettings;
  /** Who has the role OWNER. */
  readonly ownerIds?: readonly string[];
  readonly pins?: readonly PinAttributes[];
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
  /** Absent is 0. */
  readonly lastDeliveredSeq?: number;
  /** Absent while not muted. */
  readonly mutedUntil?: string;
  /** What stands for their name on anonymous messages. */
  readonly alias?: string;
  /** The position of the entry that made them what they are here: by it two times of being a member are told apart. Absent is 0. */
  readonly changedSeq?: number;
  /** The member's own preferences. Absent is ALL, or none. */
  readonly notifications?: NotificationLevel;
  readonly notificationsMutedUntil?: string;
  readonly customName?: string;
}

export interface BanItem extends Key {
  readonly userId: string;
  readonly bannedBy: string;
  readonly bannedAt: string;
  readonly reason: string | null;
}

export interface JoinRequestItem extends Key {
  readonly userId: string;
  readonly note: string | null;
  readonly requestedAt: string;
}

/** Stands with the invited user. */
export interface InviteItem extends Key {
  readonly sessionId: string;
  readonly userId: string;
  readonly invitedBy: string;
  readonly invitedAt: string;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

/** Stands with the user who blocks. */
export interface BlockItem extends Key {
  readonly userId: string;
  readonly blockedAt: string;
}

/** Stands with the user who is blocked, as long as the block does. */
export interface BlockedItem extends Key {
  readonly userId: string;
}

/** Stands with the user who blocks, and counts their BLOCK items. */
export interface BlockCountItem extends Key {
  readonly blocks: number;
}

/** A PUBLIC session as it is discovered. */
export interface DiscoverableItem extends Key {
  readonly sessionId: string;
  /** In lower case, for looking up. */
  readonly nameKey: string;
  readonly tags: readonly string[];
}

export interface VoidSlotItem extends Key {
  readonly seq: number;
  readonly entry: typeof LogEntryKind.VOID;
  readonly at: string;
}

/** A change of the message at `targetSeq`, whose state is there. */
export interface ChangeSlotItem extends Key {
  readonly seq: number;
  readonly entry: typeof LogEntryKind.MESSAGE_CHANGED;
  readonly at: string;
  readonly targetSeq: number;
  readonly change: MessageChange;
  /** A user, or the alias id of an anonymous message's author. */
  readonly actorId: string;
}

/** A message as it is now. What most messages do without is absent. */
export interface MessageSlotItem extends Key {
  readonly seq: number;
  readonly entry: typeof LogEntryKind.MESSAGE;
  readonly at: string;
  readonly messageKind: MessageKind;
  /** The one text that its kind has: `domain/vocabulary/message-content.ts`. Empty once it is deleted. */
  readonly text: string;
  /** Who wrote it, also where an alias is shown. */
  readonly senderId: string;
  readonly senderName: string | null;
  readonly clientMessageId: string;
  /** By emoji; none has 0. */
  readonly reactions?: Readonly<Record<string, number>>;
  /** How often the message changed, from 1, which is what absent is. */
  readonly version?: number;
  /** How often its content did, from 1, which is what absent is. */
  readonly edition?: number;
  /** Only of an anonymous message. */
  readonly alias?: string;
  readonly mentions?: readonly string[];
  readonly code?: CodeFacts;
  readonly poll?: Poll;
  readonly location?: Place;
  readonly attachment?: Attachment;
  readonly system?: SystemFacts;
  readonly replyToSeq?: number;
  readonly threadRootSeq?: number;
  /** Feeds the `byThread` index. */
  readonly threadKey?: string;
  /** Only of a message that starts a thread. */
  readonly replyCount?: number;
  readonly lastReplyAt?: string;
  readonly editedAt?: string;
  readonly deletedAt?: string;
  readonly deletedBy?: string;
  /** Epoch seconds: absent where the session keeps its messages for ever. */
  readonly expiresAt?: number;
}
export type SlotItem = VoidSlotItem | ChangeSlotItem | MessageSlotItem;

/** A content that was replaced. */
export interface EditionItem extends Key {
  readonly edition: number;
  readonly text: string;
  readonly code?: CodeFacts;
  readonly replacedAt: string;
  /** Epoch seconds, as the message's. */
  readonly expiresAt?: number;
}

/** One member's reactions to one message: a string set, absent while empty. */
export interface ReactionItem extends Key {
  readonly emojis?: readonly string[];
  /** Epoch seconds, as the message's. */
  readonly expiresAt?: number;
}

/** One member's vote in one poll, by option id. */
export interface VoteItem extends Key {
  readonly optionIds: readonly number[];
  /** Epoch seconds, as the message's. */
  readonly expiresAt?: number;
}

/** How far one member has read in one thread. */
export interface ThreadReadItem extends Key {
  readonly lastReadSeq: number;
}

export interface AuditItem extends Key {
  readonly moderatorId: string;
  readonly messageSeq: number;
  readonly senderId: string;
  readonly at: string;
}

export interface ClaimItem extends Key {
  readonly seq: number;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

/** A file for a session. What the database calls a word of its own (`name`, `size`, `state`) needs a placeholder in expressions. */
export interface FileItem extends Key {
  readonly ownerId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly durationMs: number | null;
  readonly state: FileState;
  readonly version: number;
  readonly requestedAt: string;
  /** Feeds the `byDue` index, as `dueAt` does; both are absent where nothing is to be done. */
  readonly due?: string;
  readonly dueAt?: string;
  /** All that follows is absent where there is none, or 0, or false. */
  readonly recordedAs?: string;
  readonly uploadId?: string;
  readonly held?: string;
  readonly scanned?: string;
  readonly tries?: number;
  readonly reason?: string;
  readonly hasThumbnail?: boolean;
  /** The position of the message that carries it, and its client message id; a recording has the first alone. */
  readonly attachedSeq?: number;
  readonly attachedAs?: string;
  /** Epoch seconds; only of one that is gone. */
  readonly expiresAt?: number;
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

/** An outbox event, which leaves by the table's stream. Its keys name it, under redelivery too. */
export type EventItem = ChatSessionCreatedItem;

/** A rate guard: how often something was done in a window, and in which of its parts. */
export interface RateItem extends Key, RateWindow {
  /** Epoch seconds. */
  readonly expiresAt: number;
}

/** When a member sent last in a session with slow mode. */
export interface SlowModeItem extends Key {
  /** Epoch milliseconds. */
  readonly sentAt: number;
  readonly clientMessageId: string;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

/** The last that was heard of a device. */
export interface DeviceAttribute {
  readonly status: PresenceStatus;
  readonly note: string | null;
  readonly at: string;
}

/** What a user's watchers were last told. */
export interface ToldAttribute extends DeviceAttribute {
  readonly lapsesAt: string | null;
}

/** A user's presence. Beside these it has a `DeviceAttribute` for each device, named `device#` and the device's id. */
export interface PresenceItem extends Key {
  readonly told?: ToldAttribute;
  /** Epoch seconds. */
  readonly expiresAt: number;
}
