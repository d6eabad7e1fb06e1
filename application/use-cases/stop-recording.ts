import { done } from '../../domain/shared/result.ts';
import { requestStop } from '../../domain/video-call/decisions/record.ts';
import { stoppingIn } from '../../domain/video-call/recording.ts';
import type { CallService } from '../ports/call-service.ts';
import { onCall, viewOf } from '../video-calls/answer-call.ts';
import { changeVideoCall } from '../video-calls/change-video-call.ts';
import type { RecordingDependencies } from '../video-calls/recording-dependencies.ts';
import { settleRecording } from '../video-calls/settle-recording.ts';

/**
 * Stops recording a call; of one that is not recorded nothing changes. Refused: `CallNotFound`, `CallEnded`, `NotAllowed`,
 * `RecordingUnavailable` while it only begins, `TryAgain`.
 */
export const stopRecording =
  (dependencies: RecordingDependencies): CallService['stopRecording'] =>
  ({ user, callId }) =>
    onCall(callId, async (id) => {
      const asked = await changeVideoCall(dependencies, { callId: id, by: user, decision: requestStop });
      if (!asked.ok) return asked;
      const { state } = asked.value.call;
      const recording = stoppingIn(state);
      const stopped =
        asked.value.hasChanged && recording !== undefined
          ? await settleRecording(dependencies, { call: state, recording })
          : asked;
      return stopped.ok ? done(viewOf({ ...stopped.value, session: asked.value.session })) : stopped;
    });
