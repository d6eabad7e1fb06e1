import type { NotificationKind } from '../../domain/vocabulary/notifications.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import type { MemberRole } from '../../domain/vocabulary/sessions.ts';

/** An entry of a user's own list: that something happened. What was said is in the session's log. */
export interface Notification {
  /** What it is about; with `at`, always the same, however often it is told. */
  readonly about: string;
  readonly kind: NotificationKind;
  readonly sessionId: SessionId;
  readonly at: Instant;
  /** The position of the message, or of the entry that tells what happened; `null` where the log has none. */
  readonly seq: Seq | null;
  /** Who did it, where no message says so. */
  readonly actorId: UserId | null;
  readonly role: MemberRole | null;
}

/** Names an entry in its user's list. Later entries have greater ones, in the order of text. */
export type NotificationId = string;

export interface ListedNotification extends Notification {
  readonly id: NotificationId;
}

export interface NotificationPage {
  /** Newest first. */
  readonly items: readonly ListedNotification[];
  readonly hasMore: boolean;
}

/** Users' own lists, each entry for 90 days. Strongly consistent. Adapters pass `test/contracts/notification-list.contract.ts`. */
export interface NotificationList {
  /** Adds an entry; one that is there already stays. @throws {StoreBusy} */
  add(user: UserId, notification: Notification): Promise<void>;

  /** At most `limit`, those before an id where one is given. @throws {StoreBusy} */
  page(user: UserId, limit: number, before: NotificationId | null): Promise<NotificationPage>;

  /** The newest entry that the user has seen; `null` for none. @throws {StoreBusy} */
  seenUpTo(user: UserId): Promise<NotificationId | null>;

  /** How many entries are newer than that; counting stops at `enough`. @throws {StoreBusy} */
  unseen(user: UserId, enough: number): Promise<number>;

  /** Moves it forward, never back. @throws {StoreBusy} */
  markSeen(user: UserId, upTo: NotificationId): Promise<void>;
}
