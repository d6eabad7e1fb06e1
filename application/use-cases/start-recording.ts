import type { Result } from '../../domain/shared/result.ts';
import { done, refused } from '../../domain/shared/result.ts';
import { noRecording } from '../../domain/video-call/decision.ts';
import type { RecordingNews } from '../../domain/video-call/decisions/follow-recording.ts';
import { requestRecording } from '../../domain/video-call/decisions/record.ts';
import { runningIn } from '../../domain/video-call/recording.ts';
import type { CallService } from '../ports/call-service.ts';
import { RecorderBusy, RecorderRefused } from '../ports/call-recordings.ts';
import { onCall, viewOf } from '../video-calls/answer-call.ts';
import type { ChangedCall } from '../video-calls/change-video-call.ts';
import { changeVideoCall } from '../video-calls/change-video-call.ts';
import { followRecording } from '../video-calls/follow-recording.ts';
import { recordedChannel } from '../video-calls/recorded-files.ts';
import type { RecordingDependencies } from '../video-calls/recording-dependencies.ts';
import { settleRecording } from '../video-calls/settle-recording.ts';
import { tryAgain } from './refusals.ts';

/**
 * Records a call, having shown it to everyone in it; of a call that is recorded nothing changes.
 * Refused: `CallNotFound`, `CallEnded`, `NotAllowed`, `RecordingUnavailable`, `TryAgain`.
 */
export function startRecording(dependencies: RecordingDependencies): CallService['startRecording'] {
  const { callRecordings } = dependencies;

  /**
   * Starts what was asked for just now. Nobody else does: whoever asks meanwhile changes nothing. What it records with is saved
   * before it begins, so that one that began although the answer was lost can still be asked about.
   */
  async function start({ call: { state } }: ChangedCall): Promise<Result<ChangedCall>> {
    const recording = runningIn(state);
    if (recording === undefined) throw new Error('unable to start the recording; it was not asked for');
    const { number } = recording;
    const channel = recordedChannel({ call: state, recording });
    const follow = (news: RecordingNews) => followRecording(dependencies, state.id, number, news);
    try {
      const resourceId = await callRecordings.prepare(channel);
      await follow({ kind: 'prepared', resourceId });
      const started = await follow({ kind: 'started', sid: await callRecordings.start(channel, resourceId) });
      // The call may have ended while it began.
      const late = started.ok ? started.value.call.state.recordings.find((one) => one.number === number) : undefined;
      return late?.progress.state === 'STOPPING'
        ? await settleRecording(dependencies, { call: state, recording: late })
        : started;
    } catch (error) {
      // It may have begun all the same: a notice will say so, or it is given up.
      if (error instanceof RecorderBusy) return refused(tryAgain);
      if (!(error instanceof RecorderRefused)) throw error;
      await follow({ kind: 'failed', why: 'REFUSED' });
      return refused(noRecording('the service that records refused it'));
    }
  }

  return ({ user, callId }) =>
    onCall(callId, async (id) => {
      if (!callRecordings.isAvailable) return refused(noRecording('calls are not recorded here'));
      const asked = await changeVideoCall(dependencies, { callId: id, by: user, decision: requestRecording });
      if (!asked.ok) return asked;
      const started = asked.value.hasChanged ? await start(asked.value) : asked;
      return started.ok ? done(viewOf(started.value)) : started;
    });
}
