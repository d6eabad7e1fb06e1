import type { Instant } from '../../domain/shared/instant.ts';
import type { Result } from '../../domain/shared/result.ts';
import type { RecordingNews } from '../../domain/video-call/decisions/follow-recording.ts';
import { isGivenUp } from '../../domain/video-call/decisions/follow-recording.ts';
import type { Recording } from '../../domain/video-call/recording.ts';
import type { VideoCallState } from '../../domain/video-call/state.ts';
import { RecorderBusy, RecorderRefused } from '../ports/call-recordings.ts';
import type { CallRecordings } from '../ports/call-recordings.ts';
import type { ChangedCall } from './change-video-call.ts';
import { followRecording, newsOf, recordedChannel } from './follow-recording.ts';
import type { RecordingDependencies } from './recording-dependencies.ts';

/**
 * Asks the service that records how a recording is, stops it where it is to be stopped, and saves the answer: what a notice
 * that never came would have said. A recording of which nothing more is heard is given up.
 */
export async function settleRecording(
  dependencies: RecordingDependencies,
  call: VideoCallState,
  recording: Recording,
): Promise<Result<ChangedCall>> {
  const { callRecordings, clock } = dependencies;
  const news = await newsFrom(callRecordings, call, recording, clock.now());
  return followRecording(dependencies, call.id, recording.number, news);
}

async function newsFrom(
  service: CallRecordings,
  call: VideoCallState,
  recording: Recording,
  now: Instant,
): Promise<RecordingNews> {
  const { progress } = recording;
  if (isGivenUp(recording, now)) {
    return { kind: 'failed', why: progress.state === 'STARTING' ? 'NEVER_STARTED' : 'GIVEN_UP' };
  }
  try {
    switch (progress.state) {
      case 'RECORDING':
      case 'PROCESSING':
        return newsOf(await service.status(progress.handle));
      case 'STOPPING':
        return newsOf(await service.stop(recordedChannel(call, recording), progress.handle));
      default:
        return { kind: 'running' };
    }
  } catch (error) {
    // It is asked again when the recording is next due, until it is given up.
    if (error instanceof RecorderBusy || error instanceof RecorderRefused) return { kind: 'running' };
    throw error;
  }
}
