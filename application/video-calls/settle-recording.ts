import { later } from '../../domain/shared/instant.ts';
import type { Result } from '../../domain/shared/result.ts';
import type { RecordingNews } from '../../domain/video-call/decisions/follow-recording.ts';
import { isGivenUp } from '../../domain/video-call/decisions/follow-recording.ts';
import { CallDurations } from '../../domain/vocabulary/call-limits.ts';
import { RecorderBusy, RecorderRefused } from '../ports/call-recordings.ts';
import { QueueUnavailable } from '../ports/job-queue.ts';
import type { ChangedCall } from './change-video-call.ts';
import { followRecording, newsOf } from './follow-recording.ts';
import { keepRecording } from './keep-recording.ts';
import type { RecordingOf } from './recorded-files.ts';
import { newsFromStore, recordedChannel } from './recorded-files.ts';
import type { RecordingDependencies } from './recording-dependencies.ts';

/**
 * Finds out how a recording is, brings it on, and saves that: stops it where it is to be stopped, asks the service that records
 * and then the store what a notice that never came would have said, and makes files of the session of what is there. A recording
 * of which nothing more is heard is given up.
 * @throws {StoreBusy}
 */
export async function settleRecording(
  dependencies: RecordingDependencies,
  of: RecordingOf,
): Promise<Result<ChangedCall>> {
  const news = await newsOn(dependencies, of);
  return followRecording(dependencies, of.call.id, of.recording.number, news);
}

async function newsOn(dependencies: RecordingDependencies, of: RecordingOf): Promise<RecordingNews> {
  const { recording } = of;
  const { progress } = recording;
  const now = dependencies.clock.now();
  if (isGivenUp(recording, now)) {
    return { kind: 'failed', why: progress.state === 'STARTING' ? 'NEVER_STARTED' : 'GIVEN_UP' };
  }
  if ('files' in progress) return unlessAway(() => keepRecording(dependencies, of, progress.files));
  if (progress.state === 'PROCESSING' && later(progress.endedAt, CallDurations.recordingStored) <= now) {
    const found = await newsFromStore(dependencies.fileStore, of, dependencies.fileId);
    if (found !== undefined) return found;
  }
  return unlessAway(() => newsFrom(dependencies, of));
}

async function newsFrom(dependencies: RecordingDependencies, of: RecordingOf): Promise<RecordingNews> {
  const { callRecordings } = dependencies;
  const { progress } = of.recording;
  switch (progress.state) {
    case 'RECORDING':
      return newsOf(dependencies, of, await callRecordings.status(progress.handle));
    case 'PROCESSING':
      return 'handle' in progress
        ? newsOf(dependencies, of, await callRecordings.status(progress.handle))
        : { kind: 'running' };
    case 'STOPPING':
      return newsOf(dependencies, of, await callRecordings.stop(recordedChannel(of), progress.handle));
    default:
      return { kind: 'running' };
  }
}

/** Whoever cannot answer now is asked again when the recording is next due, until it is given up. */
async function unlessAway(ask: () => Promise<RecordingNews>): Promise<RecordingNews> {
  try {
    return await ask();
  } catch (error) {
    const isAway =
      error instanceof RecorderBusy || error instanceof RecorderRefused || error instanceof QueueUnavailable;
    if (isAway) return { kind: 'running' };
    throw error;
  }
}
