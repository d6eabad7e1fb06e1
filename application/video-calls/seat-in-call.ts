import type { UserId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import { done, refused } from '../../domain/shared/result.ts';
import type { CallSession } from '../../domain/video-call/call-session.ts';
import { memberIn } from '../../domain/video-call/call-session.ts';
import { callEnded, callNotFound, notInCall } from '../../domain/video-call/decision.ts';
import type { Present } from '../../domain/video-call/participants.ts';
import { presentAs } from '../../domain/video-call/participants.ts';
import { isOver } from '../../domain/video-call/phase.ts';
import type { VideoCallState } from '../../domain/video-call/state.ts';
import type { SeatView } from '../ports/call-service.ts';
import type { CallTokens } from '../ports/call-tokens.ts';
import type { Clock } from '../ports/clock.ts';
import type { VideoCalls } from '../ports/video-calls.ts';
import type { ChangedCall } from './change-video-call.ts';

interface SeatDependencies {
  readonly videoCalls: Pick<VideoCalls, 'find' | 'session'>;
  readonly callTokens: Pick<CallTokens, 'issue'>;
  readonly clock: Clock;
}

/**
 * The seat of a participant in a call as it is saved, `null` where none is needed. Nobody else issues tokens: whoever is not in
 * the call, or no member of its session, gets none, and nobody one for another channel or number than their own. That is looked
 * at once more when the token is there, so that nobody is handed one who was taken out meanwhile.
 * Refused: `CallNotFound`, `CallEnded`, `NotInCall`.
 */
export async function seatInCall(
  { videoCalls, callTokens, clock }: SeatDependencies,
  { call, session }: Pick<ChangedCall, 'call' | 'session'>,
  user: UserId,
): Promise<Result<SeatView | null>> {
  const own = inCall(call.state, session, user);
  if (!own.ok) return own;
  const seat = { channel: call.state.channel, uid: own.value.uid };
  const issued = await callTokens.issue(seat, clock.now());
  if (issued === null) return done(null);

  const now = await videoCalls.find(call.id);
  const sessionNow = await videoCalls.session(call.state.sessionId, [user]);
  const still = now && sessionNow && inCall(now.state, sessionNow, user);
  if (still === undefined) return refused(callNotFound);
  return still.ok ? done({ ...seat, ...issued }) : still;
}

function inCall(state: VideoCallState, session: CallSession, user: UserId): Result<Present> {
  if (memberIn(session, user) === undefined) return refused(callNotFound);
  if (isOver(state.phase)) return refused(callEnded);
  const own = presentAs(state, user);
  return own === undefined ? refused(notInCall) : done(own);
}
