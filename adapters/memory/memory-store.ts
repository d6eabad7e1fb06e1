import type { AttachmentFile } from '../../domain/attachment/attachment-file.ts';
import type { Ban, Invite, JoinRequest } from '../../domain/chat-session/admission.ts';
import type { ChatSessionEvent } from '../../domain/chat-session/events.ts';
import type { ChatSessionState } from '../../domain/chat-session/state.ts';
import type { MemberPreferences } from '../../domain/chat-session/preferences.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { LogEntry } from '../../domain/message/log-entry.ts';
import { unlessExpired } from '../../domain/message/log-entry.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import type { FileId, Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import type { RateWindow } from '../../domain/vocabulary/rate-window.ts';
import type { MemberRole } from '../../domain/vocabulary/sessions.ts';

/** A member with their pointer. */
export interface StoredMember {
  readonly role: MemberRole;
  readonly joinedAt: Instant;
  readonly changedSeq: Seq;
  readonly mutedUntil: Instant | null;
  readonly alias: string | null;
  readonly lastReadSeq: Seq;
  readonly readAt: Instant | null;
  /** Absent until something was delivered and not read. */
  readonly lastDeliveredSeq?: Seq;
  /** Absent until the member set any. */
  readonly preferences?: MemberPreferences;
}

/** What those who post go by, besides the session's status. */
export interface StoredAccess {
  readonly accessVersion: number;
  readonly isFrozen: boolean;
  readonly isClosed: boolean;
  readonly allowAnonymous: boolean;
  readonly slowModeSeconds: number;
  readonly retentionDays: number;
}

export const accessAtFirst: StoredAccess = {
  accessVersion: 0,
  isFrozen: false,
  isClosed: false,
  allowAnonymous: false,
  slowModeSeconds: 0,
  retentionDays: 0,
};

/** A session with its log. */
export interface StoredSession {
  /** Without the people: they stand below. */
  state: ChatSessionState;
  revision: number;
  lastSeq: Seq;
  lastActivityAt: Instant;
  lastMessageSeq: Seq;
  access: StoredAccess;
  readonly members: Map<UserId, StoredMember>;
  readonly bans: Map<UserId, Ban>;
  readonly joinRequests: Map<UserId, JoinRequest>;
  readonly invites: Map<UserId, Invite>;
  readonly slots: Map<Seq, LogEntry>;
  /** By sender and client message id. */
  readonly claims: Map<string, Seq>;
}

/** What the adapters of one process share. Each of their methods changes it in one go, so no caller sees half a change. */
export class MemoryStore {
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  readonly sessions = new Map<SessionId, StoredSession>();
  readonly events: ChatSessionEvent[] = [];
  readonly files = new Map<FileId, AttachmentFile>();
  /** By user, act and window. */
  readonly rates = new Map<string, RateWindow>();
  /** By session and user: what a member sent last in slow mode, and when. */
  readonly paces = new Map<string, { readonly sentAt: Instant; readonly clientMessageId: string }>();
  /** By who blocks: whom, and since when. */
  readonly blocks = new Map<UserId, Map<UserId, Instant>>();

  /** What is at a position of a log now. What is over is there no more, as far as anyone can see. */
  entryAt(sessionId: SessionId, seq: Seq): LogEntry | undefined {
    const entry = this.sessions.get(sessionId)?.slots.get(seq);
    return entry && unlessExpired(entry, this.#clock.now());
  }

  /** What is in a log now, by position. */
  entriesOf(sessionId: SessionId): readonly LogEntry[] {
    const now = this.#clock.now();
    const slots = this.sessions.get(sessionId)?.slots.values() ?? [];
    return [...slots].map((entry) => unlessExpired(entry, now)).sort((a, b) => a.seq - b.seq);
  }
}
