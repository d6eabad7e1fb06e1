import type { AttachmentFile } from '../../domain/attachment/attachment-file.ts';
import { arrivalPlace, heldPlace, servedPlace, uploadPlace } from '../../domain/attachment/places.ts';
import { after, settled } from '../../domain/attachment/transitions.ts';
import type { FileStore } from '../ports/file-store.ts';
import type { SaveFileDependencies } from './save-file.ts';
import { saveFile } from './save-file.ts';

export interface ExpireFileDependencies extends SaveFileDependencies {
  readonly fileStore: FileStore;
}

/**
 * Says that a file is gone, and then removes what the store has of it; what is in quarantine stays there for its time. A
 * removal that fails is due again.
 *
 * @returns whether it did; `false` where the file moved on since it was read.
 * @throws {StoreBusy}
 */
export async function expireFile(dependencies: ExpireFileDependencies, file: AttachmentFile): Promise<boolean> {
  const expired = after(file, { kind: 'expired' }, dependencies.clock.now());
  const saved = expired && (await saveFile(dependencies, file, expired));
  return saved === undefined ? false : removeExpired(dependencies, saved);
}

/** Removes what the store has of a file that is EXPIRED. @throws {StoreBusy} */
export async function removeExpired(
  { attachments, fileStore }: Pick<ExpireFileDependencies, 'attachments' | 'fileStore'>,
  file: AttachmentFile,
): Promise<boolean> {
  const { uploadId, held } = file;
  await Promise.all([
    ...(uploadId === null ? [] : [fileStore.abortParts(uploadPlace(file), uploadId)]),
    ...(held === null ? [] : [fileStore.remove(heldPlace(file, held))]),
    fileStore.remove(arrivalPlace(file)),
    fileStore.remove(servedPlace(file, 'ORIGINAL')),
    fileStore.remove(servedPlace(file, 'THUMBNAIL')),
  ]);
  return file.dueAt === null || (await attachments.save(settled(file))) === 'saved';
}
