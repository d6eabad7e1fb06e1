import type { UserId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import { done, refused } from '../../domain/shared/result.ts';
import { memberIn } from '../../domain/video-call/call-session.ts';
import { callEnded, callNotFound, notInCall } from '../../domain/video-call/decision.ts';
import { presentAs } from '../../domain/video-call/participants.ts';
import { isOver } from '../../domain/video-call/phase.ts';
import type { SeatView } from '../ports/call-service.ts';
import type { CallTokens } from '../ports/call-tokens.ts';
import type { Clock } from '../ports/clock.ts';
import type { ChangedCall } from './change-video-call.ts';

/**
 * The seat of a participant in a call as it is saved, `null` where none is needed. Nobody else issues tokens: whoever is not in
 * the call, or no member of its session, gets none, and nobody one for another channel or number than their own.
 * Refused: `CallNotFound`, `CallEnded`, `NotInCall`.
 */
export async function seatInCall(
  { callTokens, clock }: { readonly callTokens: Pick<CallTokens, 'issue'>; readonly clock: Clock },
  { call: { state }, session }: Pick<ChangedCall, 'call' | 'session'>,
  user: UserId,
): Promise<Result<SeatView | null>> {
  if (memberIn(session, user) === undefined) return refused(callNotFound);
  if (isOver(state.phase)) return refused(callEnded);
  const own = presentAs(state, user);
  if (own === undefined) return refused(notInCall);
  const seat = { channel: state.channel, uid: own.uid };
  const issued = await callTokens.issue(seat, clock.now());
  return done(issued && { ...seat, ...issued });
}
