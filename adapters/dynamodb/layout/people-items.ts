import type { DevicePlatform, NotificationKind } from '../../../domain/vocabulary/notifications.ts';
import type { MemberRole } from '../../../domain/vocabulary/sessions.ts';
import type { Key } from './keys.ts';

/** Items of the people table. Times are ISO 8601 in UTC with milliseconds, unless said otherwise. */
export interface DeviceItem extends Key {
  readonly deviceId: string;
  readonly platform: DevicePlatform;
  /** IOS, ANDROID. */
  readonly token?: string;
  /** WEB. */
  readonly endpoint?: string;
  readonly p256dh?: string;
  readonly auth?: string;
  /** Of its TOKEN item. */
  readonly tokenHash: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly since: string;
  readonly confirmedAt: string;
}

export interface DevicesItem extends Key {
  readonly revision: number;
}

export interface TokenItem extends Key {
  readonly userId: string;
  readonly deviceId: string;
}

export interface NotificationSettingsItem extends Key {
  readonly pushEnabled: boolean;
  readonly emailEnabled: boolean;
  readonly showPreviews: boolean;
  readonly digest: boolean;
  /** Minutes after midnight. Absent for no quiet hours. */
  readonly quietHours?: { readonly start: number; readonly end: number; readonly timeZone: string | null };
}

/** The sort key of the newest entry that was seen. */
export interface SeenItem extends Key {
  readonly seenUpTo: string;
}

/** What it says is read anew each time, from the session's log. */
export interface NotificationItem extends Key {
  readonly kind: NotificationKind;
  readonly sessionId: string;
  readonly at: string;
  /** Of a message, or of the entry that tells what happened. */
  readonly seq?: number;
  /** Who did it; absent where nobody in particular did, or a message says it. */
  readonly actorId?: string;
  readonly role?: MemberRole;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

export interface AttentionItem extends Key {
  readonly userId: string;
  readonly sessionId: string;
  /** How often it was written, from 1. */
  readonly version: number;
  readonly recent: readonly string[];
  readonly held: readonly number[];
  readonly heldMore: number;
  readonly heldOthers: number;
  readonly shownOn: readonly string[];
  readonly shownSeq: number;
  readonly mailedAt?: string;
  readonly mailedReadSeq?: number;
  /** Both feed the `byDue` index, and are absent while nothing is held back. */
  readonly due?: string;
  readonly dueAt?: string;
  /** Epoch seconds. */
  readonly expiresAt: number;
}

export interface NoticeItem extends Key {
  /** A string set: who is still to be told. Absent while empty. */
  readonly devices?: ReadonlySet<string>;
  readonly mails: boolean;
  /** Epoch milliseconds. */
  readonly leasedUntil: number;
  readonly digest: readonly { readonly sessionId: string; readonly messages: number; readonly others: number }[];
  /** Epoch seconds. */
  readonly expiresAt: number;
}
