import { done, refused } from '../../domain/shared/result.ts';
import { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import { fileNotFound } from '../../domain/vocabulary/files.ts';
import type { ExpireFileDependencies } from '../files/expire-file.ts';
import { expireFile } from '../files/expire-file.ts';
import { ownFile, type OwnFileDependencies } from '../files/own-file.ts';
import type { FileService } from '../ports/file-service.ts';
import { refusedWhenBusy, tryAgain } from './refusals.ts';

export type CancelUploadDependencies = OwnFileDependencies & ExpireFileDependencies;

/**
 * Takes an upload back, at any time before a message carries the file.
 * Refused: `FileNotFound`, `AttachmentRefused` where a message carries it, `TryAgain`.
 */
export function cancelUpload(dependencies: CancelUploadDependencies): FileService['cancelUpload'] {
  return (wish) =>
    refusedWhenBusy(async () => {
      const file = await ownFile(dependencies, wish);
      if (file === undefined) return refused(fileNotFound);
      if (file.attached !== null) {
        return refused({ code: ErrorCode.AttachmentRefused, why: 'the file is in a message: delete that' });
      }
      if (file.state === 'EXPIRED') return done(false);
      return (await expireFile(dependencies, file)) ? done(true) : refused(tryAgain);
    });
}
