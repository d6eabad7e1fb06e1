import { done, refused } from '../../domain/shared/result.ts';
import { callEnded, notInCall } from '../../domain/video-call/decision.ts';
import { presentAs } from '../../domain/video-call/participants.ts';
import { isOver } from '../../domain/video-call/phase.ts';
import type { CallService } from '../ports/call-service.ts';
import { onCall } from '../video-calls/answer-call.ts';
import { lookAtCall } from '../video-calls/look-at-call.ts';
import type { CallDependencies } from '../video-calls/save-in-rounds.ts';

/** Lets someone who is in a call hear what others tell them. Refused: `CallNotFound`, `CallEnded`, `NotInCall`, `TryAgain`. */
export const hearCallSignals =
  (dependencies: CallDependencies): CallService['hearCallSignals'] =>
  ({ user, callId }) =>
    onCall(callId, async (id) => {
      const looked = await lookAtCall(dependencies, id, user);
      if (!looked.ok) return looked;
      const { state } = looked.value.call;
      if (isOver(state.phase)) return refused(callEnded);
      return presentAs(state, user) === undefined ? refused(notInCall) : done(state.sessionId);
    });
