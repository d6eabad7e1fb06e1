import type { CallId } from '../../domain/shared/ids.ts';
import type { RecordingDependencies } from '../video-calls/recording-dependencies.ts';
import { settleRecording } from '../video-calls/settle-recording.ts';

/**
 * Asks after those recordings of a call that are due, whether or not the call goes on: what becomes of a recording is known in
 * the end, also when no notice of it ever comes.
 */
export const reconcileRecordings =
  (dependencies: RecordingDependencies) =>
  async (callId: CallId): Promise<void> => {
    const { videoCalls, clock } = dependencies;
    const call = await videoCalls.find(callId);
    const due = call?.state.recordings.filter(({ checkAt }) => checkAt !== null && checkAt <= clock.now()) ?? [];
    if (call === undefined) return;
    for (const recording of due) await settleRecording(dependencies, { call: call.state, recording });
  };
