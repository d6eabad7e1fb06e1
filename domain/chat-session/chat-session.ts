import type { Instant } from '../shared/instant.ts';
import type { SessionId, UserId } from '../shared/ids.ts';
import type { Result } from '../shared/result.ts';
import { done, refused } from '../shared/result.ts';
import { EventName } from '../vocabulary/event-names.ts';
import { Limits } from '../vocabulary/limits.ts';
import type { SessionKind } from '../vocabulary/sessions.ts';
import { SessionStatus, SessionType } from '../vocabulary/sessions.ts';
import type { ChatSessionEvent } from './events.ts';
import type { FollowedLesson, Lesson } from './lesson.ts';
import { kindOfLesson, nameOfLesson, participantsOf } from './lesson.ts';
import type { Member } from './members.ts';
import { firstMembers, newcomers, refusalOfCount } from './members.ts';
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
  /** `null` for a session that people opened. */
  readonly lesson: FollowedLesson | null;
}

/** What was decided since the session was opened or last read. */
export interface ChatSessionChanges {
  readonly state: ChatSessionState;
  /** The number of the save that the decisions rest on; 0 for a session that was never saved. */
  readonly basedOn: number;
  /** Those of the members who were not in it then. */
  readonly joined: readonly Member[];
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
 *   ACTIVE --> ARCHIVED: archive
 *   ARCHIVED --> ACTIVE: unarchive
 *   state "takes new entries" as posting {
 *     ACTIVE
 *   }
 *   state "kept for reading" as reading {
 *     ARCHIVED
 *     BLOCKED
 *   }
 * ```
 *
 * Its methods answer the session as it is afterwards, and the very same one where they change nothing.
 */
export class ChatSession {
  readonly #state: ChatSessionState;
  readonly #saved: Saved;
  readonly #events: readonly ChatSessionEvent[];

  private constructor(state: ChatSessionState, saved: Saved, events: readonly ChatSessionEvent[]) {
    this.#state = state;
    this.#saved = saved;
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
      lesson: null,
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
    return done(new ChatSession(state, never, [created]));
  }

  /**
   * Opens the session of a lesson, with the tutor as its owner. Students beyond `Limits.joinedAtOnce` are let in by
   * following the same version again. Refused: `BadInput` for more people than a session holds.
   */
  static openForLesson(id: SessionId, lesson: Lesson, at: Instant): Result<ChatSession> {
    const everyone = participantsOf(lesson);
    const refusal = refusalOfCount('PRIVATE', everyone.length);
    if (refusal !== undefined) return refused(refusal);
    const memberIds = everyone.slice(0, Limits.joinedAtOnce);
    const opened = ChatSession.open({
      id,
      sessionType: SessionType.LESSON,
      kind: kindOfLesson(memberIds.length),
      name: nameOfLesson(lesson),
      creator: lesson.tutorId,
      memberIds,
      at,
    });
    return opened.ok ? done(opened.value.#follow(lesson, memberIds.length === everyone.length)) : opened;
  }

  /**
   * The session as it was saved. For adapters: nothing is decided here, so nothing is recorded.
   * @param basedOn the number of that save, where it is to be changed.
   */
  static restore(state: ChatSessionState, basedOn = 0): ChatSession {
    return new ChatSession(state, basedOn === 0 ? never : { revision: basedOn, members: state.members.length }, []);
  }

  get id(): SessionId {
    return this.#state.id;
  }

  /** Takes no more entries. What is blocked stays blocked. */
  archive(at: Instant): ChatSession {
    if (this.#state.status !== SessionStatus.ACTIVE) return this;
    const event = { name: EventName.ChatSessionArchived, sessionId: this.id, occurredAt: at };
    return this.#with({ status: SessionStatus.ARCHIVED }, event);
  }

  /** Takes entries again. What is blocked stays blocked. */
  unarchive(at: Instant): ChatSession {
    if (this.#state.status !== SessionStatus.ARCHIVED) return this;
    const event = { name: EventName.ChatSessionUnarchived, sessionId: this.id, occurredAt: at };
    return this.#with({ status: SessionStatus.ACTIVE }, event);
  }

  /** `null` for no name of its own. */
  rename(name: SessionName | null, at: Instant): ChatSession {
    if (this.#state.name === name) return this;
    const event = { name: EventName.ChatSessionRenamed, sessionId: this.id, sessionName: name, occurredAt: at };
    return this.#with({ name }, event);
  }

  /** Whether this version of the lesson, or a newer one, was taken over whole. */
  hasFollowed({ id, version }: Pick<Lesson, 'id' | 'version'>): boolean {
    return this.#state.lesson?.lessonId === id && this.#state.lesson.version >= version;
  }

  /**
   * Becomes what a lesson that takes place wants: open, named after the subject, with everyone in it. Members stay who
   * and what they are, also those whom the lesson no longer names. A version that was followed before, or is older than
   * one that was, changes nothing. At most `Limits.joinedAtOnce` are let in: until `hasFollowed`, ask again.
   * Refused: `BadInput` for more people than a session holds.
   */
  followLesson(lesson: Lesson, at: Instant): Result<ChatSession> {
    if (this.hasFollowed(lesson)) return done(this);
    const everyone = participantsOf(lesson);
    const { members } = this.#state;
    const joining = newcomers(members, everyone, lesson.tutorId, at);
    const refusal = refusalOfCount('PRIVATE', new Set([...members.map(({ userId }) => userId), ...everyone]).size);
    if (refusal !== undefined) return refused(refusal);

    const admitted = this.unarchive(at).rename(nameOfLesson(lesson), at).#admit(joining, at);
    const names = new Set(admitted.#state.members.map(({ userId }) => userId));
    return done(
      admitted.#follow(
        lesson,
        everyone.every((userId) => names.has(userId)),
      ),
    );
  }

  /** A lesson that does not take place: its session takes no more entries, unless a newer version says otherwise. */
  cancelLesson(lesson: Lesson, at: Instant): ChatSession {
    return this.hasFollowed(lesson) ? this : this.archive(at).#follow(lesson, true);
  }

  changes(): ChatSessionChanges {
    const { revision, members } = this.#saved;
    return {
      state: this.#state,
      basedOn: revision,
      joined: this.#state.members.slice(members),
      events: this.#events,
    };
  }

  #admit(joining: readonly Member[], at: Instant): ChatSession {
    if (joining.length === 0) return this;
    const members = [...this.#state.members, ...joining];
    const memberIds = joining.map(({ userId }) => userId);
    const event = { name: EventName.MembersAdded, sessionId: this.id, memberIds, occurredAt: at };
    return this.#with({ members, kind: kindOfLesson(members.length) }, event);
  }

  #follow({ id, courseId, version }: Lesson, whole: boolean): ChatSession {
    const before = this.#state.lesson?.version ?? 0;
    return this.#with({ lesson: { lessonId: id, courseId, version: whole ? version : before } });
  }

  #with(change: Partial<ChatSessionState>, ...events: readonly ChatSessionEvent[]): ChatSession {
    return new ChatSession({ ...this.#state, ...change }, this.#saved, [...this.#events, ...events]);
  }
}

/** What was there at the save that decisions rest on. New members come after the first `members`. */
interface Saved {
  readonly revision: number;
  readonly members: number;
}
const never: Saved = { revision: 0, members: 0 };
