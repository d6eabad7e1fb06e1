import type { FileId, SessionId } from '../../domain/shared/ids.ts';
import type { RecordingNews } from '../../domain/video-call/decisions/follow-recording.ts';
import type { KeptFile, RecordedFile, Recording } from '../../domain/video-call/recording.ts';
import { recorderUid } from '../../domain/video-call/recording.ts';
import type { VideoCallState } from '../../domain/video-call/state.ts';
import { CallLimits } from '../../domain/vocabulary/call-limits.ts';
import { recordingKeys } from '../../domain/vocabulary/file-areas.ts';
import type { RecordedChannel } from '../ports/call-recordings.ts';
import type { FileStore } from '../ports/file-store.ts';

/** A recording in its call. */
export interface RecordingOf {
  readonly call: VideoCallState;
  readonly recording: Recording;
}

/** What is recorded, and where to: folders of letters and digits alone. */
export const recordedChannel = ({ call: { id, sessionId, channel }, recording }: RecordingOf): RecordedChannel => ({
  channel,
  uid: recorderUid(recording),
  path: [
    ...recordingKeys.split('/', 1),
    ...[sessionId, id].map((part) => part.split('-').join('')),
    `${recording.number}`,
  ],
});

/** What the keys of its files begin with. */
const folderOf = (of: RecordingOf): string => `${recordedChannel(of).path.join('/')}/`;

const film = /^[\w./-]{1,1000}\.mp4$/;

/**
 * Of the files that the service names, or that are in the store, those that members are to fetch: films, each whole in one file.
 * The pieces that they were made of stay behind. What is not where this very recording is put is nobody's business.
 */
const filmsIn = (of: RecordingOf, files: readonly RecordedFile[]): readonly RecordedFile[] =>
  files
    .filter(({ name }) => film.test(name) && name.startsWith(folderOf(of)) && !name.includes('..'))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .slice(0, CallLimits.recordedFiles);

const kept = (
  { call }: RecordingOf,
  films: readonly RecordedFile[],
  fileId: (sessionId: SessionId) => FileId,
): readonly KeptFile[] => films.map(({ name, isPlayable }) => ({ name, isPlayable, fileId: fileId(call.sessionId) }));

/** What it means that the service says that these are the files of a recording. */
export function newsOfFiles(
  of: RecordingOf,
  files: readonly RecordedFile[],
  fileId: (sessionId: SessionId) => FileId,
): RecordingNews {
  const films = filmsIn(of, files);
  // Of pieces alone the film is still to come.
  if (films.length === 0 && files.length > 0) return { kind: 'stopped' };
  return { kind: 'uploaded', files: kept(of, films, fileId) };
}

/**
 * What is in the store of a recording, for when nobody says so; `undefined` where that is no film. @throws {StoreBusy}
 */
export async function newsFromStore(
  store: Pick<FileStore, 'list'>,
  of: RecordingOf,
  fileId: (sessionId: SessionId) => FileId,
): Promise<RecordingNews | undefined> {
  const names: string[] = [];
  let after: string | undefined;
  do {
    const page = await store.list('recordings', {
      prefix: folderOf(of),
      limit: pageSize,
      ...(after === undefined ? {} : { after }),
    });
    names.push(...page.files.map(({ key }) => key).filter((key) => film.test(key)));
    after = page.next;
  } while (after !== undefined && names.length < CallLimits.recordedFiles);
  const films = filmsIn(
    of,
    names.map((name) => ({ name, isPlayable: true })),
  );
  return films.length === 0 ? undefined : { kind: 'uploaded', files: kept(of, films, fileId) };
}

/** A recording of hours has thousands of pieces beside its films. */
const pageSize = 1000;
