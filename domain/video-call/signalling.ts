import type { UserId } from '../shared/ids.ts';
import type { Result } from '../shared/result.ts';
import { done, refused } from '../shared/result.ts';
import { CallLimits } from '../vocabulary/call-limits.ts';
import { ErrorCode } from '../vocabulary/error-codes.ts';
import { callEnded, noSuchParticipant, notInCall } from './decision.ts';
import { presentAs } from './participants.ts';
import { isOver } from './phase.ts';
import type { VideoCallState } from './state.ts';

/** What one participant's client tells another's, so that the two connect. */
export interface Signal {
  readonly from: UserId;
  readonly to: UserId;
  /** A session description, or a candidate; nobody but the two reads it. */
  readonly payload: string;
}

/**
 * Whether a signal goes through: between two who are in the call at this moment, and to nobody else.
 * Refused: `CallEnded`, `NotInCall`, `ParticipantNotFound`, `BadInput`.
 */
export function passedOn(state: VideoCallState, signal: Signal): Result<Signal> {
  if (isOver(state.phase)) return refused(callEnded);
  if (presentAs(state, signal.from) === undefined) return refused(notInCall);
  if (signal.from === signal.to || presentAs(state, signal.to) === undefined) return refused(noSuchParticipant);
  if (signal.payload.length < 1 || signal.payload.length > CallLimits.signalLength) {
    const why = `payload is not 1 to ${CallLimits.signalLength} characters long`;
    return refused({ code: ErrorCode.BadInput, why, info: { limit: CallLimits.signalLength } });
  }
  return done(signal);
}
