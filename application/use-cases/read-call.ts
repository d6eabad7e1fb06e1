import { done } from '../../domain/shared/result.ts';
import { qualityOf } from '../../domain/video-call/quality.ts';
import type { CallService } from '../ports/call-service.ts';
import { onCall, viewOf } from '../video-calls/answer-call.ts';
import { lookAtCall } from '../video-calls/look-at-call.ts';
import type { CallDependencies } from '../video-calls/save-in-rounds.ts';

/** A call as it is now, with how its connections were. Refused: `CallNotFound`, `TryAgain`. */
export const readCall =
  (dependencies: CallDependencies): CallService['readCall'] =>
  ({ user, callId }) =>
    onCall(callId, async (id) => {
      const looked = await lookAtCall(dependencies, id, user);
      if (!looked.ok) return looked;
      const quality = qualityOf(await dependencies.videoCalls.quality(id)) ?? null;
      return done({ call: viewOf(looked.value), quality });
    });
