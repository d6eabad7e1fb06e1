import type { Instant } from '../shared/instant.ts';
import type { UserId } from '../shared/ids.ts';
import type { Result } from '../shared/result.ts';
import { done, refused } from '../shared/result.ts';
import { CallLimits } from '../vocabulary/call-limits.ts';
import type { CallEvent } from '../vocabulary/calls.ts';
import { ErrorCode } from '../vocabulary/error-codes.ts';
import type { systemSender } from '../vocabulary/messages.ts';
import type { Refusal } from '../vocabulary/refusal.ts';
import type { CallMember, CallSession } from './call-session.ts';
import { memberIn, moderatesCalls } from './call-session.ts';
import { isOver } from './phase.ts';
import type { VideoCallState } from './state.ts';

/** Who acts on a call, when, and how its session is then. `systemSender` where nobody does: time, a service that records. */
export interface CallAct {
  readonly by: UserId | typeof systemSender;
  readonly at: Instant;
  readonly session: CallSession;
}

/** Something that happened in a call, as its live events tell. */
export interface CallHappening {
  readonly event: CallEvent;
  /** Whom it is about. */
  readonly userId: UserId | null;
}

/** What a decision makes of a call. */
export interface CallChange {
  readonly becomes: Partial<Pick<VideoCallState, 'phase' | 'invited' | 'participants' | 'recordings'>>;
  readonly happens: readonly CallHappening[];
  /** Members whose being what they are it rests on. */
  readonly restsOn?: readonly CallMember[];
}

/** Judges an act on a call: what becomes of it, `null` where nothing does, or why it is refused. */
export type CallDecision = (state: VideoCallState, act: CallAct) => Result<CallChange | null>;

/** The same for a call that does not exist and for one of a session that the caller is not in. */
export const callNotFound: Refusal = { code: ErrorCode.CallNotFound, why: 'there is no such call' };
export const callEnded: Refusal = { code: ErrorCode.CallEnded, why: 'the call is over' };
export const callFull: Refusal = {
  code: ErrorCode.CallFull,
  why: 'the call is full',
  info: { limit: CallLimits.participants },
};
export const callInProgress: Refusal = { code: ErrorCode.CallInProgress, why: 'a call is going on already' };
export const notInCall: Refusal = { code: ErrorCode.NotInCall, why: 'the caller is not in the call' };
export const noSuchParticipant: Refusal = {
  code: ErrorCode.ParticipantNotFound,
  why: 'nobody with this id is in the call',
};
export const screenTaken: Refusal = { code: ErrorCode.ScreenTaken, why: 'someone else shares their screen' };
export const consentRequired: Refusal = {
  code: ErrorCode.ConsentRequired,
  why: 'the call is being recorded, and the caller has not agreed to it',
};
export const noRecording = (why: string): Refusal => ({ code: ErrorCode.RecordingUnavailable, why });
export const notAllowed = (why: string): Refusal => ({ code: ErrorCode.NotAllowed, why });

export const nothing: Result<null> = done(null);
export const changed = (change: CallChange): Result<CallChange> => done(change);

/** Whoever acts, as a member of the session. Refused: `CallNotFound`. */
export function actorIn({ session, by }: CallAct): Result<CallMember> {
  const actor = memberIn(session, by);
  return actor === undefined ? refused(callNotFound) : done(actor);
}

/** Whoever acts, on a call that goes on. Refused: `CallNotFound`, `CallEnded`. */
export function actorNow(state: VideoCallState, act: CallAct): Result<CallMember> {
  const actor = actorIn(act);
  return !actor.ok || !isOver(state.phase) ? actor : refused(callEnded);
}

/** Whether a member has a say over the call as a whole. */
export const hasSay = ({ startedBy }: VideoCallState, session: CallSession, actor: CallMember): boolean =>
  actor.userId === startedBy || moderatesCalls(session, actor);
