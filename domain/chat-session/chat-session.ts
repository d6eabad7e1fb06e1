import type { Instant } from '../shared/instant.ts';
import type { SessionId, UserId } from '../shared/ids.ts';
import type { Result } from '../shared/result.ts';
import { done } from '../shared/result.ts';
import { EventName } from '../vocabulary/event-names.ts';
import type { SessionKind, SessionType } from '../vocabulary/sessions.ts';
import { SessionStatus } from '../vocabulary/sessions.ts';
import type { ChatSessionEvent } from './events.ts';
import type { Member } from './members.ts';
import { firstMembers } from './members.ts';
import type { SessionName } from './session-name.ts';
import { parseSessionName } from './session-name.ts';

export interface ChatSessionState {
  readonly id: SessionId;
  readonly sessionType: SessionType;
  readonly kind: SessionKind;
  /** `null` where the members' names serve. */
  readonly name: SessionName | null;
  readonly status: SessionStatus;
  readonly createdBy: UserId;
  readonly createdAt: Instant;
  /** Never empty. */
  readonly members: readonly Member[];
}

/** What was decided since the session was opened or last read. */
export interface ChatSessionChanges {
  readonly state: ChatSessionState;
  readonly events: readonly ChatSessionEvent[];
}

export interface OpenChatSession {
  readonly id: SessionId;
  readonly sessionType: SessionType;
  readonly kind: SessionKind;
  readonly name: string | null;
  readonly creator: UserId;
  readonly memberIds: readonly string[];
  readonly at: Instant;
}

/**
 * A conversation: who is in it, and what it is for. What is said in it is in its log, which grows without asking here.
 *
 * ```mermaid
 * stateDiagram-v2
 *   [*] --> ACTIVE: open
 *   state "takes new entries" as posting {
 *     ACTIVE
 *   }
 *   state "kept for reading" as reading {
 *     ARCHIVED
 *     BLOCKED
 *   }
 * ```
 */
export class ChatSession {
  readonly #state: ChatSessionState;
  readonly #events: readonly ChatSessionEvent[];

  private constructor(state: ChatSessionState, events: readonly ChatSessionEvent[]) {
    this.#state = state;
    this.#events = events;
  }

  /** Opens a session with its creator as the owner. Refused: `BadInput`, with the rule that was broken. */
  static open(wish: OpenChatSession): Result<ChatSession> {
    const { id, sessionType, kind, creator, at } = wish;
    const name = wish.name === null ? done(null) : parseSessionName(wish.name);
    if (!name.ok) return name;
    const members = firstMembers(kind, creator, wish.memberIds, at);
    if (!members.ok) return members;

    const state = {
      id,
      sessionType,
      kind,
      name: name.value,
      status: SessionStatus.ACTIVE,
      createdBy: creator,
      createdAt: at,
      members: members.value,
    };
    const created = {
      name: EventName.ChatSessionCreated,
      sessionId: id,
      sessionType,
      kind,
      createdBy: creator,
      memberIds: members.value.map(({ userId }) => userId),
      occurredAt: at,
    };
    return done(new ChatSession(state, [created]));
  }

  /** The session as it was saved. For adapters: nothing is decided here, so nothing is recorded. */
  static restore(state: ChatSessionState): ChatSession {
    return new ChatSession(state, []);
  }

  get id(): SessionId {
    return this.#state.id;
  }

  changes(): ChatSessionChanges {
    return { state: this.#state, events: this.#events };
  }
}
