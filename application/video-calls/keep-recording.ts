import { recordedFile } from '../../domain/attachment/attachment-file.ts';
import type { FileId } from '../../domain/shared/ids.ts';
import { toIso } from '../../domain/shared/instant.ts';
import type { RecordingNews } from '../../domain/video-call/decisions/follow-recording.ts';
import type { KeptFile } from '../../domain/video-call/recording.ts';
import { shownState } from '../../domain/vocabulary/files.ts';
import type { Clock } from '../ports/clock.ts';
import type { RecordingOf } from './recorded-files.ts';
import type { KeepRecordingDependencies } from './recording-dependencies.ts';

/**
 * Makes files of the session of what was recorded, once each, and says what became of them: they are taken away, scanned and
 * looked into as uploads are. Whoever does it again, or after someone who died doing it, ends the same.
 * @throws {StoreBusy} @throws {QueueUnavailable}
 */
export async function keepRecording(
  { attachments, fileJobs, clock }: KeepRecordingDependencies & { readonly clock: Clock },
  of: RecordingOf,
  files: readonly KeptFile[],
): Promise<RecordingNews> {
  const clean: FileId[] = [];
  let isPending = false;
  for (const [at, { fileId, name }] of files.entries()) {
    const found = await attachments.find(fileId);
    const state = found === undefined ? 'PENDING' : shownState(found.state);
    if (state === 'CLEAN') clean.push(fileId);
    if (state === 'PENDING') isPending = true;
    if (found !== undefined) continue;
    const described = { id: fileId, name: nameOf(of, files.length === 1 ? null : at + 1), recordedAs: name };
    await attachments.save(recordedFile(described, clock.now()));
    await fileJobs.send([{ kind: 'see', fileId }]);
  }
  return isPending ? { kind: 'running' } : { kind: 'kept', fileIds: clean };
}

/** What members save it under: the day and, where there are several, which it is. */
const nameOf = ({ recording }: RecordingOf, part: number | null): string => {
  const [day] = toIso(recording.requestedAt).split('T');
  return `${['recording', day, recording.number, ...(part === null ? [] : [part])].join('-')}.mp4`;
};
