import type { AttachmentFile } from '../../domain/attachment/attachment-file.ts';
import { partCount, partSize } from '../../domain/attachment/attachment-file.ts';
import { uploadPlace } from '../../domain/attachment/places.ts';
import type { Refused, Result } from '../../domain/shared/result.ts';
import { done, refused } from '../../domain/shared/result.ts';
import { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import { fileNotFound } from '../../domain/vocabulary/files.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import { ownFile, type OwnFileDependencies } from '../files/own-file.ts';
import type { TakeArrivedDependencies } from '../files/take-arrived.ts';
import { takeArrived } from '../files/take-arrived.ts';
import type { FileJob } from '../ports/file-jobs.ts';
import type { FileService } from '../ports/file-service.ts';
import type { FileStore } from '../ports/file-store.ts';
import type { JobQueue } from '../ports/job-queue.ts';
import { QueueUnavailable } from '../ports/job-queue.ts';
import { refusedWhenBusy, tryAgain } from './refusals.ts';

export type CompleteUploadDependencies = OwnFileDependencies &
  TakeArrivedDependencies & { readonly fileJobs: JobQueue<FileJob> };

/** The store's own word of the upload may be acted on at the same moment. */
const rounds = 3;

/**
 * Says that all bytes are there, makes one object of the parts, and has the file looked at. Repeated, it answers how far the
 * file has come: once it is CLEAN or REJECTED, that is all.
 * Refused: `FileNotFound`, `UploadIncomplete`, `TryAgain`.
 */
export function completeUpload(dependencies: CompleteUploadDependencies): FileService['completeUpload'] {
  const { fileStore, fileJobs, attachments } = dependencies;

  /** The file as far as it came; `undefined` where it moved on meanwhile. */
  async function arrived(file: AttachmentFile): Promise<Result<AttachmentFile> | undefined> {
    const unfinished = file.uploadId === null ? undefined : await put(fileStore, file, file.uploadId);
    if (unfinished !== undefined) return unfinished;
    const taken = await takeArrived(dependencies, file);
    if (taken === undefined) return undefined;
    if (taken !== 'absent') {
      if (taken.state === 'UPLOADED') await askFor(fileJobs, taken);
      return done(taken);
    }
    const now = await attachments.find(file.id);
    return now?.version === file.version ? incomplete([]) : undefined;
  }

  return (wish) =>
    refusedWhenBusy<AttachmentFile>(async () => {
      for (let round = 1; round <= rounds; round += 1) {
        const file = await ownFile(dependencies, wish);
        if (file === undefined || file.state === 'EXPIRED') return refused(fileNotFound);
        if (file.state !== 'REQUESTED') return done(file);
        const outcome = await arrived(file);
        if (outcome !== undefined) return outcome;
      }
      return refused(tryAgain);
    });
}

const incomplete = (missing: readonly number[]): Refused =>
  refused({
    code: ErrorCode.UploadIncomplete,
    why: 'not all bytes of the file are in the store',
    ...(missing.length === 0 ? {} : { info: { missing: missing.slice(0, Limits.partsAtOnce).map(String) } }),
  });

/** Puts the parts together; what stands in the way of that, or nothing. */
async function put(store: FileStore, file: AttachmentFile, uploadId: string): Promise<Refused | undefined> {
  const parts = await store.uploadedParts(uploadPlace(file), uploadId);
  // Put together before, and only the answer was lost: the object is there.
  if (parts === undefined) return undefined;
  const whole = parts.filter(({ number, size }) => partSize(file.size, number) === size);
  const missing = Array.from({ length: partCount(file.size) }, (_, at) => at + 1).filter(
    (number) => !whole.some((part) => part.number === number),
  );
  if (missing.length > 0) return incomplete(missing);
  return (await store.completeParts(uploadPlace(file), uploadId, whole)) === 'refused' ? incomplete([]) : undefined;
}

/** Without an answer from the queue the sweeper finds the file, a little later. */
async function askFor(jobs: JobQueue<FileJob>, { id }: AttachmentFile): Promise<void> {
  try {
    await jobs.send([{ kind: 'see', fileId: id }]);
  } catch (error) {
    if (!(error instanceof QueueUnavailable)) throw error;
  }
}
