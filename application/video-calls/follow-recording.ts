import type { CallId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import type { RecordingNews } from '../../domain/video-call/decisions/follow-recording.ts';
import { followRecording as deciding } from '../../domain/video-call/decisions/follow-recording.ts';
import type { Recording } from '../../domain/video-call/recording.ts';
import { recorderUid } from '../../domain/video-call/recording.ts';
import type { VideoCallState } from '../../domain/video-call/state.ts';
import { systemSender } from '../../domain/vocabulary/messages.ts';
import type { RecordedChannel, RecorderStatus } from '../ports/call-recordings.ts';
import type { ChangedCall } from './change-video-call.ts';
import { changeVideoCall } from './change-video-call.ts';
import type { CallDependencies } from './save-in-rounds.ts';

/** Saves what is heard of a recording. */
export const followRecording = (
  dependencies: CallDependencies,
  callId: CallId,
  number: number,
  news: RecordingNews,
): Promise<Result<ChangedCall>> =>
  changeVideoCall(dependencies, { callId, by: systemSender, decision: deciding(number, news) });

/** What is recorded, and where to: folders of letters and digits alone. */
export const recordedChannel = ({ id, sessionId, channel }: VideoCallState, recording: Recording): RecordedChannel => ({
  channel,
  uid: recorderUid(recording),
  path: ['recordings', ...[sessionId, id].map((part) => part.split('-').join('')), `${recording.number}`],
});

/** What a word of the service that records means for a recording that was there. */
export function newsOf(status: RecorderStatus): RecordingNews {
  switch (status.kind) {
    case 'noFiles':
      return { kind: 'failed', why: 'NO_FILES' };
    case 'unknown':
      return { kind: 'stopped' };
    default:
      return status;
  }
}
