import type { Instant } from '../shared/instant.ts';
import { later } from '../shared/instant.ts';
import type { FileId, UserId } from '../shared/ids.ts';
import { CallDurations } from '../vocabulary/call-limits.ts';
import type { RecordingFailure } from '../vocabulary/calls.ts';

/** What the service that records knows a recording by. */
export interface RecorderHandle {
  readonly resourceId: string;
  readonly sid: string;
}

/** A file of a recording, where the service put it. */
export interface RecordedFile {
  readonly name: string;
  readonly isPlayable: boolean;
}

/** One that is a file of the session, or is about to be. */
export interface KeptFile extends RecordedFile {
  readonly fileId: FileId;
}

/**
 * How far a recording has come. What is heard of it may come twice, late and in any order: it only ever moves forward.
 *
 * ```mermaid
 * stateDiagram-v2
 *   [*] --> STARTING: asked for, shown to all
 *   STARTING --> RECORDING
 *   STARTING --> STOPPING: the call was over meanwhile
 *   STARTING --> FAILED
 *   RECORDING --> STOPPING: asked for, or the call is over
 *   RECORDING --> PROCESSING: it ended by itself
 *   STARTING --> PROCESSING: only its files were heard of
 *   STOPPING --> PROCESSING: its files are on their way, or there
 *   RECORDING --> PROCESSING: its files are in the store
 *   PROCESSING --> AVAILABLE: they were looked at as every file is
 *   RECORDING --> FAILED
 *   STOPPING --> FAILED
 *   PROCESSING --> FAILED
 * ```
 */
export type RecordingProgress =
  | {
      readonly state: 'STARTING';
      /** What it was given to record with; `null` until then. */
      readonly resourceId: string | null;
    }
  | { readonly state: 'RECORDING' | 'STOPPING'; readonly handle: RecorderHandle; readonly startedAt: Instant }
  | {
      readonly state: 'PROCESSING';
      readonly handle: RecorderHandle;
      readonly startedAt: Instant;
      readonly endedAt: Instant;
    }
  | {
      /** PROCESSING: they are in the store, and become files of the session. AVAILABLE: members fetch them. */
      readonly state: 'PROCESSING' | 'AVAILABLE';
      readonly startedAt: Instant;
      readonly endedAt: Instant;
      readonly files: readonly KeptFile[];
    }
  | { readonly state: 'FAILED'; readonly endedAt: Instant; readonly why: RecordingFailure };

export interface Recording {
  /** Counts from 1 in its call. */
  readonly number: number;
  readonly requestedBy: UserId;
  readonly requestedAt: Instant;
  /** Who was in the call and told of it, and who came in having agreed to it. */
  readonly shownTo: readonly UserId[];
  readonly progress: RecordingProgress;
  /** When it is asked about unless something is heard of it before; `null` once nothing more is to come. */
  readonly checkAt: Instant | null;
}

export interface Recorded {
  readonly recordings: readonly Recording[];
}

const isRunning = ({ progress }: Recording): boolean => progress.state === 'STARTING' || progress.state === 'RECORDING';

export const isFinal = ({ progress }: Recording): boolean =>
  progress.state === 'AVAILABLE' || progress.state === 'FAILED';

/** The recording that is being made, whether or not it has begun. */
export const runningIn = ({ recordings }: Recorded): Recording | undefined => recordings.find(isRunning);

/** The recording that is being ended. */
export const stoppingIn = ({ recordings }: Recorded): Recording | undefined =>
  recordings.find(({ progress }) => progress.state === 'STOPPING');

/** When something was due of a recording, before the next look at it. */
export const nextCheck = (recording: Recording, at: Instant): Instant | null => {
  if (isFinal(recording)) return null;
  return later(at, 'files' in recording.progress ? CallDurations.recordingKept : CallDurations.recordingCheck);
};

/** The recording as it is from then on. */
export function progressed(recording: Recording, progress: RecordingProgress, at: Instant): Recording {
  const now = { ...recording, progress };
  return { ...now, checkAt: nextCheck(now, at) };
}

export const withRecording = ({ recordings }: Recorded, now: Recording): readonly Recording[] =>
  recordings.map((one) => (one.number === now.number ? now : one));

/** Those of a call that is over: what still runs is to be stopped, at once. */
export const stoppedAtEnd = ({ recordings }: Recorded, at: Instant): readonly Recording[] =>
  recordings.map((one) =>
    one.progress.state === 'RECORDING'
      ? { ...one, progress: { ...one.progress, state: 'STOPPING' }, checkAt: at }
      : one,
  );

/** Files of the session that members fetch it by; none before it is there. */
export const filesOf = ({ progress }: Recording): readonly FileId[] =>
  progress.state === 'AVAILABLE' ? progress.files.map(({ fileId }) => fileId) : [];

const firstRecorder = 1_000_000;

/** The number that the recorder has in the channel: far above those of participants, and each time another. */
export const recorderUid = ({ number }: Pick<Recording, 'number'>): number => firstRecorder + number;
