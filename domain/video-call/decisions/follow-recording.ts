import type { FileId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/instant.ts';
import { CallDurations } from '../../vocabulary/call-limits.ts';
import type { RecordingFailure } from '../../vocabulary/calls.ts';
import type { CallDecision, CallHappening } from '../decision.ts';
import { changed, nothing } from '../decision.ts';
import { isOver } from '../phase.ts';
import type { KeptFile, Recording, RecordingProgress } from '../recording.ts';
import { nextCheck, progressed, withRecording } from '../recording.ts';

/** What is heard of a recording, by an answer, a notice or a question: in any order, late, and more than once. */
export type RecordingNews =
  /** It was given what to record with. */
  | { readonly kind: 'prepared'; readonly resourceId: string }
  | { readonly kind: 'started'; readonly sid: string }
  /** It could not be started, or is known to have come to nothing. */
  | { readonly kind: 'failed'; readonly why: RecordingFailure }
  /** It goes on. */
  | { readonly kind: 'running' }
  /** It is over; its files are still to come. */
  | { readonly kind: 'stopped' }
  /** It is over, its files are in the store, and these of them become files of the session. */
  | { readonly kind: 'uploaded'; readonly files: readonly KeptFile[] }
  /** Each of them was looked at; these may be fetched. */
  | { readonly kind: 'kept'; readonly fileIds: readonly FileId[] };

export const tellsRecording: CallHappening = { event: 'RECORDING_CHANGED', userId: null };

/**
 * Takes over what is heard of a recording, of which a later word never undoes an earlier one: what is there stays there, and
 * what has failed has failed. On nobody's authority.
 *
 * @param number of the recording in its call.
 */
export const followRecording =
  (number: number, news: RecordingNews): CallDecision =>
  (state, { at }) => {
    const recording = state.recordings.find((one) => one.number === number);
    if (recording === undefined) return nothing;
    const progress = progressOf(recording, news, at, isOver(state.phase));
    const now =
      progress === undefined
        ? { ...recording, checkAt: nextCheck(recording, at) }
        : progressed(recording, progress, at);
    if (progress === undefined && now.checkAt === recording.checkAt) return nothing;
    return changed({
      becomes: { recordings: withRecording(state, now) },
      happens: progress === undefined ? [] : [tellsRecording],
    });
  };

/** How far it is then; `undefined` where that is as far as it is. */
function progressOf(
  { progress, requestedAt }: Recording,
  news: RecordingNews,
  at: Instant,
  isCallOver: boolean,
): RecordingProgress | undefined {
  if (progress.state === 'AVAILABLE' || progress.state === 'FAILED') return undefined;
  const startedAt = progress.state === 'STARTING' ? requestedAt : progress.startedAt;
  const endedAt = progress.state === 'PROCESSING' ? progress.endedAt : at;
  switch (news.kind) {
    case 'started':
      // A recording that cannot be asked about is none: it is given up.
      if (progress.state !== 'STARTING' || progress.resourceId === null) return undefined;
      return {
        state: isCallOver ? 'STOPPING' : 'RECORDING',
        handle: { resourceId: progress.resourceId, sid: news.sid },
        startedAt: at,
      };
    case 'prepared':
      return progress.state === 'STARTING' && progress.resourceId === null
        ? { state: 'STARTING', resourceId: news.resourceId }
        : undefined;
    case 'failed':
      return { state: 'FAILED', endedAt: at, why: news.why };
    case 'running':
      return undefined;
    case 'stopped':
      return progress.state === 'RECORDING' || progress.state === 'STOPPING'
        ? { state: 'PROCESSING', handle: progress.handle, startedAt, endedAt }
        : undefined;
    case 'uploaded':
      // Whoever named them first did: they are becoming files under those ids.
      if ('files' in progress) return undefined;
      return news.files.length === 0
        ? { state: 'FAILED', endedAt: at, why: 'NO_FILES' }
        : { state: 'PROCESSING', startedAt, endedAt, files: news.files };
    case 'kept':
      return 'files' in progress ? keptOf(progress, news.fileIds, at) : undefined;
  }
}

function keptOf(
  { files, startedAt, endedAt }: Extract<RecordingProgress, { readonly files: unknown }>,
  fileIds: readonly FileId[],
  at: Instant,
): RecordingProgress {
  const kept = files.filter(({ fileId }) => fileIds.includes(fileId));
  return kept.length === 0
    ? { state: 'FAILED', endedAt: at, why: 'REJECTED' }
    : { state: 'AVAILABLE', startedAt, endedAt, files: kept };
}

/** Whether nothing came of a recording in so long that nothing will. */
export const isGivenUp = ({ progress, requestedAt }: Recording, at: Instant): boolean => {
  if (progress.state === 'STARTING') return requestedAt + 2 * CallDurations.recordingCheck <= at;
  const since = progress.state === 'PROCESSING' ? progress.endedAt : requestedAt;
  return progress.state !== 'RECORDING' && since + CallDurations.recordingGivenUp <= at;
};
