import type { Instant } from '../shared/instant.ts';
import type { SessionId, UserId } from '../shared/ids.ts';
import type { Result } from '../shared/result.ts';
import { done } from '../shared/result.ts';
import type { SystemFacts } from '../vocabulary/message-content.ts';
import type { systemSender } from '../vocabulary/messages.ts';
import type { Ban, Invite, JoinRequest } from './admission.ts';
import type { Act, Change, Decision } from './decision.ts';
import type { Difference } from './difference.ts';
import { differenceOf } from './difference.ts';
import type { ChatSessionEvent } from './events.ts';
import type { Lesson } from './lesson.ts';
import type { Member } from './members.ts';
import type { OpenChatSession } from './opening.ts';
import { openedState } from './opening.ts';
import type { ChatSessionState } from './state.ts';
import { isRevised, sharedStateOf } from './state.ts';

/** Something that happened in a session, as its log tells: it takes a position of its own. */
export interface Happening {
  readonly sessionId: SessionId;
  readonly actor: UserId | typeof systemSender;
  readonly at: Instant;
  readonly system: SystemFacts;
  /** For how many days it is told; for ever where it is left out, or 0. */
  readonly retentionDays?: number;
}

/** What was decided since the session was opened or last read. */
export interface ChatSessionChanges {
  readonly state: ChatSessionState;
  /** As it was read; `null` for a session that was never saved. */
  readonly before: ChatSessionState | null;
  /** The number of the revision that the decisions rest on; 0 for a session that was never saved. */
  readonly basedOn: number;
  /** Whether it is another revision now: something changed that every decision rests on. */
  readonly isRevised: boolean;
  /** Whether the decisions rest on there being exactly as many members as there were. */
  readonly countsMembers: boolean;
  readonly members: Difference<Member>;
  readonly bans: Difference<Ban>;
  readonly joinRequests: Difference<JoinRequest>;
  readonly invites: Difference<Invite>;
  /** Whether they rest on someone's not being a member. */
  readonly restsOnAbsence: boolean;
  /** Members whom the decisions are about or come from, and who stay as they were: they rest on that. */
  readonly witnesses: readonly Member[];
  /** What waits for others than the session's members. */
  readonly events: readonly ChatSessionEvent[];
  /** What its log is to tell, in order. */
  readonly happenings: readonly Happening[];
}

/**
 * A conversation: who is in it, what it is for, and by which rules. What is said in it is in its log, which grows without
 * asking here; what happens to it is told there, too.
 *
 * ```mermaid
 * stateDiagram-v2
 *   [*] --> ACTIVE: open
 *   ACTIVE --> ARCHIVED: archive, the last one leaves
 *   ARCHIVED --> ACTIVE: unarchive
 *   ACTIVE --> BLOCKED: block
 *   ARCHIVED --> BLOCKED: block
 *   BLOCKED --> ACTIVE: unblock
 *   state ACTIVE {
 *     [*] --> open
 *     open --> frozen: freeze
 *     frozen --> open: unfreeze
 *     note right of frozen: only those who moderate post
 *   }
 * ```
 *
 * What may be done to it is judged by the files of `decisions/`. It is never changed in place: `decide` answers the session
 * as it is afterwards, and the very same one where nothing changes.
 */
export class ChatSession {
  readonly #state: ChatSessionState;
  readonly #found: Found;
  readonly #decided: Decided;

  private constructor(state: ChatSessionState, found: Found, decided: Decided) {
    this.#state = state;
    this.#found = found;
    this.#decided = decided;
  }

  /** Opens a session with its creator as the owner. Refused: `BadInput`, with the rule that was broken. */
  static open(wish: OpenChatSession): Result<ChatSession> {
    const opened = openedState(wish);
    if (!opened.ok) return opened;
    const { state, created } = opened.value;
    return done(new ChatSession(state, never, { ...undecided, events: [created] }));
  }

  /**
   * The session as it was saved. For adapters: nothing is decided here, so nothing is recorded.
   * @param revision the number of the revision that was read.
   * @param isWhole whether all members are there, and not just those whom a decision is about.
   */
  static restore(state: ChatSessionState, revision: number, isWhole: boolean): ChatSession {
    return new ChatSession(state, { before: state, revision, isWhole }, undecided);
  }

  get id(): SessionId {
    return this.#state.id;
  }

  get state(): ChatSessionState {
    return this.#state;
  }

  /** Does what a decision makes of it; the very same session where that is nothing. Refused as the decision is. */
  decide(decision: Decision, act: Act): Result<ChatSession> {
    const change = decision(this.#state, act);
    if (!change.ok) return change;
    return done(change.value === null ? this : this.#after(change.value, act));
  }

  /** Whether this version of the lesson, or a newer one, was taken over whole. */
  hasFollowed({ id, version }: Pick<Lesson, 'id' | 'version'>): boolean {
    return this.#state.lesson?.lessonId === id && this.#state.lesson.version >= version;
  }

  changes(): ChatSessionChanges {
    const { before, revision, isWhole } = this.#found;
    const after = this.#state;
    const none = { members: [], bans: [], joinRequests: [], invites: [] };
    const { members, bans, joinRequests, invites } = before ?? none;
    const joined = differenceOf(members, after.members);
    const banned = differenceOf(bans, after.bans);
    const wasMember = new Set(members.map(({ userId }) => userId));
    return {
      state: after,
      before,
      basedOn: revision,
      isRevised: before !== null && isRevised(before, after),
      countsMembers: this.#decided.countsMembers,
      members: joined,
      bans: banned,
      joinRequests: differenceOf(joinRequests, after.joinRequests),
      invites: differenceOf(invites, after.invites),
      restsOnAbsence: joined.added.length > 0 || banned.added.some(({ userId }) => !wasMember.has(userId)),
      witnesses: isWhole ? [] : members.filter((member) => after.members.includes(member)),
      events: this.#decided.events,
      happenings: this.#decided.happenings,
    };
  }

  #after({ becomes, tells, revokes = false, countsMembers = false, follows }: Change, act: Act): ChatSession {
    const accessVersion = this.#state.accessVersion + (revokes ? 1 : 0);
    const state = { ...this.#state, ...becomes, accessVersion };
    // Of what a session was before anyone could read it, its log tells nothing.
    const told = tells === undefined || this.#found.before === null ? [] : [happeningOf(state, tells, act)];
    const after = new ChatSession(state, this.#found, {
      ...this.#decided,
      countsMembers: this.#decided.countsMembers || countsMembers,
      happenings: [...this.#decided.happenings, ...told],
    });
    return follows === undefined ? after : after.#after(follows, act);
  }
}

/** What decisions rest on. */
interface Found {
  readonly before: ChatSessionState | null;
  readonly revision: number;
  readonly isWhole: boolean;
}
const never: Found = { before: null, revision: 0, isWhole: true };

type Decided = Pick<ChatSessionChanges, 'countsMembers' | 'events' | 'happenings'>;
const undecided: Decided = { countsMembers: false, events: [], happenings: [] };

/** Events that tell how the session is from then on. */
const tellsState = (event: SystemFacts['event']): boolean =>
  event.startsWith('SESSION_') || event === 'SETTINGS_CHANGED';

const happeningOf = (
  state: ChatSessionState,
  { event, userIds = [], role = null, until = null, messageSeq = null, ofOutsiders }: NonNullable<Change['tells']>,
  { by, at }: Act,
): Happening => ({
  sessionId: state.id,
  actor: by,
  at,
  system: {
    event,
    userIds,
    ...(ofOutsiders === true ? { ofOutsiders } : {}),
    role,
    until,
    messageSeq,
    session: tellsState(event) ? sharedStateOf(state) : null,
  },
});
