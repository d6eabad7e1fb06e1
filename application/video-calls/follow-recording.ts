import type { CallId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import type { RecordingNews } from '../../domain/video-call/decisions/follow-recording.ts';
import { followRecording as deciding } from '../../domain/video-call/decisions/follow-recording.ts';
import { systemSender } from '../../domain/vocabulary/messages.ts';
import type { RecorderStatus } from '../ports/call-recordings.ts';
import type { ChangedCall } from './change-video-call.ts';
import { changeVideoCall } from './change-video-call.ts';
import type { RecordingOf } from './recorded-files.ts';
import { newsOfFiles } from './recorded-files.ts';
import type { FollowRecordingDependencies } from './recording-dependencies.ts';
import type { CallDependencies } from './save-in-rounds.ts';

/** Saves what is heard of a recording. */
export const followRecording = (
  dependencies: CallDependencies,
  callId: CallId,
  number: number,
  news: RecordingNews,
): Promise<Result<ChangedCall>> =>
  changeVideoCall(dependencies, { callId, by: systemSender, decision: deciding(number, news) });

/** What a word of the service that records means for a recording that was there. */
export function newsOf(
  { fileId }: Pick<FollowRecordingDependencies, 'fileId'>,
  of: RecordingOf,
  status: RecorderStatus,
): RecordingNews {
  switch (status.kind) {
    case 'noFiles':
      return { kind: 'failed', why: 'NO_FILES' };
    case 'unknown':
      return { kind: 'stopped' };
    case 'uploaded':
      return newsOfFiles(of, status.files, fileId);
    default:
      return status;
  }
}
