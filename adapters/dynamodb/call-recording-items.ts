import { toIso } from '../../domain/shared/instant.ts';
import type { KeptFile, Recording, RecordingProgress } from '../../domain/video-call/recording.ts';
import { RecordingFailure, RecordingState } from '../../domain/vocabulary/calls.ts';
import type { Attributes } from './attributes.ts';
import type { RecordingAttribute } from './layout/index.ts';

export const recordingAttribute = (recording: Recording): RecordingAttribute => ({
  number: recording.number,
  requestedBy: recording.requestedBy,
  requestedAt: toIso(recording.requestedAt),
  shownTo: recording.shownTo,
  ...progressAttributes(recording.progress),
  checkAt: recording.checkAt === null ? null : toIso(recording.checkAt),
});

type ProgressAttributes = Pick<
  RecordingAttribute,
  'state' | 'resourceId' | 'sid' | 'startedAt' | 'endedAt' | 'files' | 'why'
>;

const progressAttributes = (progress: RecordingProgress): ProgressAttributes => ({
  state: progress.state,
  resourceId: resourceOf(progress),
  sid: 'handle' in progress ? progress.handle.sid : null,
  startedAt: 'startedAt' in progress ? toIso(progress.startedAt) : null,
  endedAt: 'endedAt' in progress ? toIso(progress.endedAt) : null,
  files:
    'files' in progress ? progress.files.map(({ name, isPlayable, fileId }) => ({ name, isPlayable, fileId })) : [],
  why: 'why' in progress ? progress.why : null,
});

function resourceOf(progress: RecordingProgress): string | null {
  if (progress.state === 'STARTING') return progress.resourceId;
  return 'handle' in progress ? progress.handle.resourceId : null;
}

export const readRecording = (one: Attributes): Recording => ({
  number: one.count('number'),
  requestedBy: one.userId('requestedBy'),
  requestedAt: one.instant('requestedAt'),
  shownTo: one.userIds('shownTo'),
  progress: readProgress(one),
  checkAt: one.instantOrNull('checkAt'),
});

function readProgress(one: Attributes): RecordingProgress {
  const state = one.oneOf('state', RecordingState);
  const handle = () => ({ resourceId: one.text('resourceId'), sid: one.text('sid') });
  switch (state) {
    case 'STARTING':
      return { state, resourceId: one.textOrNull('resourceId') };
    case 'RECORDING':
    case 'STOPPING':
      return { state, handle: handle(), startedAt: one.instant('startedAt') };
    case 'PROCESSING': {
      const [times, files] = [timesOf(one), readFiles(one)];
      return files.length === 0 ? { state, handle: handle(), ...times } : { state, ...times, files };
    }
    case 'AVAILABLE':
      return { state, ...timesOf(one), files: readFiles(one) };
    case 'FAILED':
      return { state, endedAt: one.instant('endedAt'), why: one.oneOf('why', RecordingFailure) };
  }
}

const timesOf = (one: Attributes) => ({ startedAt: one.instant('startedAt'), endedAt: one.instant('endedAt') });

const readFiles = (one: Attributes): readonly KeptFile[] =>
  one.parts('files').map((file) => ({
    name: file.text('name'),
    isPlayable: file.flag('isPlayable'),
    fileId: file.fileId('fileId'),
  }));
