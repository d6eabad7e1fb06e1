import type { Instant } from '../shared/instant.ts';
import type { SessionId, UserId } from '../shared/ids.ts';
import type { EventName } from '../vocabulary/event-names.ts';
import type { SessionKind, SessionType } from '../vocabulary/sessions.ts';
import type { SessionName } from './session-name.ts';

interface Happened {
  readonly sessionId: SessionId;
  readonly occurredAt: Instant;
}

/** A session was opened, with these members. */
export interface ChatSessionCreated extends Happened {
  readonly name: typeof EventName.ChatSessionCreated;
  readonly sessionType: SessionType;
  readonly kind: SessionKind;
  readonly createdBy: UserId;
  /** Everyone in it, the creator first. */
  readonly memberIds: readonly UserId[];
}

/** These users are in a session from now on. */
export interface MembersAdded extends Happened {
  readonly name: typeof EventName.MembersAdded;
  readonly memberIds: readonly UserId[];
}

export interface ChatSessionRenamed extends Happened {
  readonly name: typeof EventName.ChatSessionRenamed;
  /** `null` where the members' names serve from now on. */
  readonly sessionName: SessionName | null;
}

/** A session takes no more entries, and stays for reading. */
export interface ChatSessionArchived extends Happened {
  readonly name: typeof EventName.ChatSessionArchived;
}

/** A session that had been archived takes entries again. */
export interface ChatSessionUnarchived extends Happened {
  readonly name: typeof EventName.ChatSessionUnarchived;
}

export type ChatSessionEvent =
  ChatSessionCreated | MembersAdded | ChatSessionRenamed | ChatSessionArchived | ChatSessionUnarchived;
