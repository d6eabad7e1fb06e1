import type { Instant } from '../shared/instant.ts';
import type { SessionId, UserId } from '../shared/ids.ts';
import type { EventName } from '../vocabulary/event-names.ts';
import type { SessionKind, SessionType } from '../vocabulary/sessions.ts';

/** A session was opened, with these members. Whatever happens in it afterwards, its log tells. */
export interface ChatSessionCreated {
  readonly name: typeof EventName.ChatSessionCreated;
  readonly sessionId: SessionId;
  readonly occurredAt: Instant;
  readonly sessionType: SessionType;
  readonly kind: SessionKind;
  readonly createdBy: UserId;
  /** Everyone in it, the creator first. */
  readonly memberIds: readonly UserId[];
}

export type ChatSessionEvent = ChatSessionCreated;
