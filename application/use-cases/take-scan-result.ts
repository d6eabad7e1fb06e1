import type { FileId } from '../../domain/shared/ids.ts';
import type { Attachments } from '../ports/attachments.ts';
import type { FileJob } from '../ports/file-jobs.ts';
import { StoreBusy } from '../ports/store-errors.ts';

export interface TakeScanResultDependencies {
  readonly attachments: Attachments;
  readonly processUpload: (fileId: FileId) => Promise<void>;
}

/**
 * Keeps what a scanner said that looks at the store by itself, and goes on with the file. Of an object that is not the one
 * held it says nothing.
 * @throws {StoreBusy} where the word came before the object was known to be held, or the file moves on: to be told again.
 */
export function takeScanResult({ attachments, processUpload }: TakeScanResultDependencies) {
  return async ({ fileId, held, result }: Extract<FileJob, { kind: 'scanned' }>): Promise<void> => {
    const file = await attachments.find(fileId);
    if (file?.state === 'REQUESTED') throw new StoreBusy('keep the scan', { cause: 'the upload is not known yet' });
    const isAwaited = file?.held === held && (file.state === 'UPLOADED' || file.state === 'SCANNING');
    if (file === undefined || !isAwaited) return;
    if (file.scanned === null && (await attachments.save({ ...file, scanned: result })) === 'overtaken') {
      throw new StoreBusy('keep the scan', { cause: 'the file moved on' });
    }
    await processUpload(fileId);
  };
}
