import type { Result } from '../../domain/shared/result.ts';
import { done } from '../../domain/shared/result.ts';
import { callOfChannel } from '../../domain/video-call/channel.ts';
import type { RecordingNews } from '../../domain/video-call/decisions/follow-recording.ts';
import type { Recording } from '../../domain/video-call/recording.ts';
import { recorderUid } from '../../domain/video-call/recording.ts';
import type { VideoCallState } from '../../domain/video-call/state.ts';
import type { RecordingNotice } from '../ports/call-recordings.ts';
import { followRecording } from '../video-calls/follow-recording.ts';
import type { RecordingOf } from '../video-calls/recorded-files.ts';
import { newsOfFiles } from '../video-calls/recorded-files.ts';
import type { FollowRecordingDependencies } from '../video-calls/recording-dependencies.ts';
import { refusedWhenBusy } from './refusals.ts';

/**
 * Takes over what the service that records says by itself. It may come twice, late, in any order or never: it is held to what
 * is known of the recording, which only ever moves forward. What is about no recording of ours is passed over.
 * `true` where something changed. Refused: `TryAgain`.
 */
export const handleRecordingWebhook =
  (dependencies: FollowRecordingDependencies) =>
  (notice: RecordingNotice): Promise<Result<boolean>> =>
    refusedWhenBusy(async () => {
      const callId = callOfChannel(notice.channel);
      const call = callId && (await dependencies.videoCalls.find(callId));
      const recording = call && recordingOf(call.state, notice);
      if (call === undefined || recording === undefined) return done(false);
      const news = newsOf(dependencies, { call: call.state, recording }, notice);
      const followed = await followRecording(dependencies, call.id, recording.number, news);
      return followed.ok ? done(followed.value.hasChanged) : followed;
    });

/** The recording that a notice is about: of this very channel, recorder and, where one is known, recording id. */
const recordingOf = (state: VideoCallState, { channel, uid, sid }: RecordingNotice): Recording | undefined =>
  state.channel !== channel
    ? undefined
    : state.recordings.find(
        (one) => recorderUid(one) === uid && (!('handle' in one.progress) || one.progress.handle.sid === sid),
      );

function newsOf(
  { fileId }: Pick<FollowRecordingDependencies, 'fileId'>,
  of: RecordingOf,
  { news, sid }: RecordingNotice,
): RecordingNews {
  if (news.kind === 'uploaded') return newsOfFiles(of, news.files, fileId);
  return news.kind === 'started' ? { ...news, sid } : news;
}
