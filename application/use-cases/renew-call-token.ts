import type { CallService } from '../ports/call-service.ts';
import { entryOf, onCall } from '../video-calls/answer-call.ts';
import { lookAtCall } from '../video-calls/look-at-call.ts';
import type { CallDependencies } from '../video-calls/save-in-rounds.ts';

/**
 * A new token for someone who is still in a call, and still a member of its session. Refused: `CallNotFound`, `CallEnded`,
 * `NotInCall`, `TryAgain`.
 */
export const renewCallToken =
  (dependencies: CallDependencies): CallService['renewCallToken'] =>
  ({ user, callId }) =>
    onCall(callId, async (id) => {
      const call = await lookAtCall(dependencies, id, user);
      return call.ok ? entryOf(dependencies, call.value, user) : call;
    });
