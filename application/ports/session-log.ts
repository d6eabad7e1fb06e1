import type { LogEntry } from '../../domain/message/log-entry.ts';
import type { SentMessage } from '../../domain/message/message.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import type { MemberRole, SessionKind, SessionStatus } from '../../domain/vocabulary/sessions.ts';

/** A member and their session, read at one time. */
export interface Standing {
  readonly kind: SessionKind;
  readonly status: SessionStatus;
  readonly isFrozen: boolean;
  /** A DIRECT session whose members do not talk. */
  readonly isClosed: boolean;
  readonly allowAnonymous: boolean;
  /** 0 for none. */
  readonly slowModeSeconds: number;
  /** How long messages are kept that are sent now; 0 for ever. */
  readonly retentionDays: number;
  readonly memberCount: number;
  /** How often someone lost a right in this session: whoever reserves on the strength of this standing names it. */
  readonly accessVersion: number;
  /** The newest position taken. */
  readonly lastSeq: Seq;
  readonly lastActivityAt: Instant;
  readonly role: MemberRole;
  /** `null` for a member who was never muted. */
  readonly mutedUntil: Instant | null;
  /** What stands for their name on anonymous messages; `null` where they have none. */
  readonly alias: string | null;
  readonly lastReadSeq: Seq;
}

/** What a position is taken for. */
export type Reservation =
  /** A member's message in the session's own course: where the newest message is looked for from then on. */
  | { readonly as: 'message'; readonly accessVersion: number }
  /** A reply in a thread, or a change of a message. */
  | { readonly as: 'aside'; readonly accessVersion: number }
  /** A change of the session itself, which may be about its taking entries, and about who has which right. */
  | { readonly as: 'change' };

export type Reserved =
  | { readonly kind: 'reserved'; readonly seq: Seq }
  /** The session takes no entries. */
  | { readonly kind: 'readOnly' }
  /** Someone lost a right since `accessVersion` was read: it may be the one that this entry rests on. */
  | { readonly kind: 'overtaken' }
  /** There is no such session. */
  | { readonly kind: 'gone' };

export type WriteOutcome =
  /** Durable, at its position. */
  | { readonly kind: 'written' }
  /** The same client message id already names the message at `seq`; nothing was written. */
  | { readonly kind: 'claimed'; readonly seq: Seq }
  /** The position holds something already: its writer was given up. */
  | { readonly kind: 'taken' }
  /** The message whose thread it was for is deleted, or starts none; nothing was written. */
  | { readonly kind: 'rootGone' }
  /** The file that it carries is no longer as the message shows it, or goes with another message; nothing was written. */
  | { readonly kind: 'fileGone' }
  /** Another transaction met this one; nothing was written, and the position may still be free. */
  | { readonly kind: 'conflict' };

export interface Slots {
  /** In order of position, without those that hold nothing yet. */
  readonly entries: readonly LogEntry[];
  /** Whether they are known to go to the end of the log. */
  readonly exhausted: boolean;
}

/** What a read pointer stands at, and since when. */
export interface ReadPointer {
  readonly lastReadSeq: Seq;
  readonly readAt: Instant;
}

/** How far a member has received and read. */
export interface Pointers {
  readonly lastReadSeq: Seq;
  /** `null` before the first message that they read. */
  readonly readAt: Instant | null;
  /** At least `lastReadSeq`: what is read was delivered. */
  readonly lastDeliveredSeq: Seq;
}

/** Where a member's pointers stand after one of them was to move. */
export interface Advanced {
  readonly pointers: Pointers;
  /** Whether it did. */
  readonly hasMoved: boolean;
}

/**
 * The steps of the session log, each atomic by itself and strongly consistent. The protocol made of them is in
 * `application/session-log` and is explained in `docs/session-log.md`.
 * Every method throws `StoreBusy`. Adapters pass `test/contracts/session-log.contract.ts` and
 * `test/contracts/pointers.contract.ts`.
 */
export interface SessionLog {
  /** `undefined` unless the session exists and the user is in it. */
  standing(sessionId: SessionId, user: UserId): Promise<Standing | undefined>;

  /** Takes the next position, and counts as the session's last activity from `at` on. */
  reserve(sessionId: SessionId, at: Instant, reservation: Reservation): Promise<Reserved>;

  /**
   * Puts the message at its position and claims its client message id, each only where nothing is; a reply is counted at
   * the message that starts its thread, which must be one that is not deleted and is in no thread; a file goes with this
   * message from then on, if it goes with no other and is as the message shows it. All of it or nothing.
   */
  write(message: SentMessage): Promise<WriteOutcome>;

  /** What one position holds; `undefined` for nothing yet. */
  entryAt(sessionId: SessionId, seq: Seq): Promise<LogEntry | undefined>;

  /** What stands at these positions, in no order; those that hold nothing yet are left out. */
  entriesAt(sessionId: SessionId, positions: readonly Seq[]): Promise<readonly LogEntry[]>;

  /** The first entries after a position: at most `limit`, and fewer where they are large. */
  slotsAfter(sessionId: SessionId, after: Seq, limit: number): Promise<Slots>;

  /** Declares positions empty for ever. One that holds something by now stays as it is. */
  seal(sessionId: SessionId, positions: readonly Seq[], at: Instant): Promise<void>;

  /** Moves a member's read pointer forward, never back. `undefined` when the user is not in the session. */
  advanceReadPointer(sessionId: SessionId, user: UserId, to: ReadPointer): Promise<Advanced | undefined>;

  /** The same for the pointer of what was delivered. */
  advanceDeliveredPointer(sessionId: SessionId, user: UserId, to: Seq): Promise<Advanced | undefined>;
}
