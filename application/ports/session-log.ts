import type { LogEntry } from '../../domain/message/log-entry.ts';
import type { Message } from '../../domain/message/message.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import type { MemberRole, SessionKind, SessionStatus } from '../../domain/vocabulary/sessions.ts';

/** A member and their session, read at one time. */
export interface Standing {
  readonly kind: SessionKind;
  readonly status: SessionStatus;
  /** The newest position taken. */
  readonly lastSeq: Seq;
  readonly lastActivityAt: Instant;
  readonly role: MemberRole;
  readonly lastReadSeq: Seq;
}

export type WriteOutcome =
  /** Durable, at its position. */
  | { readonly kind: 'written' }
  /** The same client message id already names the message at `seq`; nothing was written. */
  | { readonly kind: 'claimed'; readonly seq: Seq }
  /** The position holds something already: its writer was given up. */
  | { readonly kind: 'taken' }
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

/**
 * The steps of the session log, each atomic by itself and strongly consistent. The protocol made of them is in
 * `application/session-log` and is explained in `docs/session-log.md`.
 * Every method throws `StoreBusy`. Adapters pass `test/contracts/session-log.contract.ts`.
 */
export interface SessionLog {
  /** `undefined` unless the session exists and the user is in it. */
  standing(sessionId: SessionId, user: UserId): Promise<Standing | undefined>;

  /**
   * Takes the next position for a message, and counts as the session's last activity from `at` on.
   * `undefined` when the session takes no entries.
   */
  reserve(sessionId: SessionId, at: Instant): Promise<Seq | undefined>;

  /** Puts the message at its position and claims its client message id: both or neither, each only where nothing is. */
  write(message: Message): Promise<WriteOutcome>;

  /** What one position holds; `undefined` for nothing yet. */
  entryAt(sessionId: SessionId, seq: Seq): Promise<LogEntry | undefined>;

  /** The first entries after a position: at most `limit`, and fewer where they are large. */
  slotsAfter(sessionId: SessionId, after: Seq, limit: number): Promise<Slots>;

  /** Declares positions empty for ever. One that holds something by now stays as it is. */
  seal(sessionId: SessionId, positions: readonly Seq[], at: Instant): Promise<void>;

  /**
   * Moves a member's read pointer forward; a pointer at or past `seq` stays. Answers where it stands afterwards;
   * `undefined` when the user is not in the session.
   */
  advanceReadPointer(sessionId: SessionId, user: UserId, to: ReadPointer): Promise<ReadPointer | undefined>;
}
