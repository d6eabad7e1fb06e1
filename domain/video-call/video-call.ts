import type { Happening } from '../chat-session/chat-session.ts';
import type { CallId } from '../shared/ids.ts';
import type { Result } from '../shared/result.ts';
import { done } from '../shared/result.ts';
import type { CallMember, CallSession } from './call-session.ts';
import type { CallAct, CallChange, CallDecision, CallHappening } from './decision.ts';
import type { Participant } from './participants.ts';
import { presentIn } from './participants.ts';
import { isOver } from './phase.ts';
import type { QualitySample } from './quality.ts';
import type { StartVideoCall } from './started.ts';
import { startedCall } from './started.ts';
import type { VideoCallState } from './state.ts';
import { tellsOutcome, toldOfCall, toldOfStart, withQuality } from './told-in-chat.ts';

/** What was decided since the call was started or last read. */
export interface VideoCallChanges {
  readonly state: VideoCallState;
  /** As it was read; `null` for a call that was never saved. */
  readonly before: VideoCallState | null;
  /** The number of the version that the decisions rest on; 0 for a call that was never saved. */
  readonly basedOn: number;
  readonly isLive: boolean;
  /** Who came in, as they are. */
  readonly came: readonly Participant[];
  /** Who went, as they were: their client was not heard of since. */
  readonly went: readonly Participant[];
  /** Who is in it with another client now, as they were. */
  readonly moved: readonly Participant[];
  /** Members whose being what they are the decisions rest on. */
  readonly restsOn: readonly CallMember[];
  /** Of a call that starts: how its session must still be. */
  readonly startsIn: CallSession | null;
  /** What the session's log is to tell, in order. */
  readonly told: readonly Happening[];
  /** What live events are to tell, in order. */
  readonly happened: readonly CallHappening[];
}

/**
 * A call in a session: who was rung, who is in it and shows what, what is recorded of it, and how it ended.
 *
 * ```mermaid
 * stateDiagram-v2
 *   [*] --> INITIATED: someone who may post starts it
 *   INITIATED --> RINGING: RANG
 *   INITIATED --> ACTIVE: ANSWERED
 *   INITIATED --> DECLINED: ALL_DECLINED
 *   INITIATED --> FAILED: UNANSWERED
 *   INITIATED --> FAILED: VANISHED
 *   INITIATED --> MISSED: HUNG_UP
 *   INITIATED --> MISSED: EMPTIED
 *   INITIATED --> MISSED: CLOSED
 *   RINGING --> ACTIVE: ANSWERED
 *   RINGING --> DECLINED: ALL_DECLINED
 *   RINGING --> MISSED: UNANSWERED
 *   RINGING --> MISSED: VANISHED
 *   RINGING --> MISSED: HUNG_UP
 *   RINGING --> MISSED: EMPTIED
 *   RINGING --> MISSED: CLOSED
 *   ACTIVE --> FAILED: VANISHED
 *   ACTIVE --> ENDED: HUNG_UP
 *   ACTIVE --> ENDED: EMPTIED
 *   ACTIVE --> ENDED: CLOSED
 *   ENDED --> [*]
 *   MISSED --> [*]
 *   DECLINED --> [*]
 *   FAILED --> [*]
 * ```
 *
 * The steps are those of `transitions.ts`. What may be done to a call is judged by the files of `decisions/`. It is never
 * changed in place: `decide` answers the call as it is afterwards, and the very same one where nothing changes.
 */
export class VideoCall {
  readonly #state: VideoCallState;
  readonly #found: Found;
  readonly #decided: Decided;

  private constructor(state: VideoCallState, found: Found, decided: Decided) {
    this.#state = state;
    this.#found = found;
    this.#decided = decided;
  }

  /** Starts a call, with its starter in it. Refused: `CallNotFound`, `SessionReadOnly`, `NotAllowed`, `Muted`, `BadInput`. */
  static start(wish: StartVideoCall): Result<VideoCall> {
    const started = startedCall(wish);
    if (!started.ok) return started;
    const { state, starter } = started.value;
    const decided: Decided = {
      restsOn: [starter],
      startsIn: wish.session,
      told: [toldOfStart(state)],
      happened: [{ event: 'CALL_STARTED', userId: state.startedBy }],
    };
    return done(new VideoCall(state, { before: null, version: 0 }, decided));
  }

  /**
   * The call as it was saved. For adapters: nothing is decided here, so nothing is recorded.
   * @param version the number of the version that was read.
   */
  static restore(state: VideoCallState, version: number): VideoCall {
    return new VideoCall(state, { before: state, version }, undecided);
  }

  get id(): CallId {
    return this.#state.id;
  }

  get state(): VideoCallState {
    return this.#state;
  }

  /** Does what a decision makes of it; the very same call where that is nothing. Refused as the decision is. */
  decide(decision: CallDecision, act: CallAct): Result<VideoCall> {
    const change = decision(this.#state, act);
    if (!change.ok) return change;
    return done(change.value === null ? this : this.#after(change.value, act));
  }

  /** Whether the log is to tell now how it went: it was answered, and is over. */
  get tellsOutcome(): boolean {
    return this.#decided.told.some(tellsOutcome);
  }

  /** The same, told with how its connections were. */
  toldWith(quality: QualitySample): VideoCall {
    const told = this.#decided.told.map((one) => withQuality(one, quality));
    return new VideoCall(this.#state, this.#found, { ...this.#decided, told });
  }

  changes(): VideoCallChanges {
    const { before, version } = this.#found;
    const [were, are] = [before === null ? [] : presentIn(before), presentIn(this.#state)];
    const isSame = (one: Participant) => (other: Participant) =>
      one.userId === other.userId && one.joinedAt === other.joinedAt && one.uid === other.uid;
    return {
      state: this.#state,
      before,
      basedOn: version,
      isLive: !isOver(this.#state.phase),
      came: are.filter((one) => !were.some(isSame(one))),
      went: were.filter((one) => !are.some(({ userId }) => userId === one.userId)),
      moved: were.filter((one) => are.some(({ userId, uid }) => userId === one.userId && uid !== one.uid)),
      ...this.#decided,
    };
  }

  #after({ becomes, happens, restsOn = [] }: CallChange, act: CallAct): VideoCall {
    const state = { ...this.#state, ...becomes };
    return new VideoCall(state, this.#found, {
      ...this.#decided,
      restsOn: [...this.#decided.restsOn, ...restsOn],
      told: [...this.#decided.told, ...toldOfCall(this.#state, state, act)],
      happened: [...this.#decided.happened, ...happens],
    });
  }
}

/** What decisions rest on. */
interface Found {
  readonly before: VideoCallState | null;
  readonly version: number;
}

type Decided = Pick<VideoCallChanges, 'restsOn' | 'startsIn' | 'told' | 'happened'>;
const undecided: Decided = { restsOn: [], startsIn: null, told: [], happened: [] };
