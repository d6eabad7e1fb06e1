import { parseUserId } from '../../domain/shared/ids.ts';
import { done, refused } from '../../domain/shared/result.ts';
import { noSuchParticipant } from '../../domain/video-call/decision.ts';
import { passedOn } from '../../domain/video-call/signalling.ts';
import type { CallService } from '../ports/call-service.ts';
import { onCall } from '../video-calls/answer-call.ts';
import { lookAtCall } from '../video-calls/look-at-call.ts';
import type { CallDependencies } from '../video-calls/save-in-rounds.ts';

/**
 * Whether a signal goes from the caller to another participant. Refused: `CallNotFound`, `CallEnded`, `NotInCall`,
 * `ParticipantNotFound`, `BadInput`, `TryAgain`.
 */
export const sendCallSignal =
  (dependencies: CallDependencies): CallService['sendCallSignal'] =>
  ({ user, callId, to, payload }) =>
    onCall(callId, async (id) => {
      const target = parseUserId(to);
      if (target === undefined) return refused(noSuchParticipant);
      const looked = await lookAtCall(dependencies, id, user);
      if (!looked.ok) return looked;
      const signal = passedOn(looked.value.call.state, { from: user, to: target, payload });
      return signal.ok ? done(true) : signal;
    });
