import { partCount, partSize, uploadUntil } from '../../domain/attachment/attachment-file.ts';
import { uploadPlace } from '../../domain/attachment/places.ts';
import { done, refused } from '../../domain/shared/result.ts';
import { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import { fileNotFound } from '../../domain/vocabulary/files.ts';
import { Durations, Limits } from '../../domain/vocabulary/limits.ts';
import type { Refusal } from '../../domain/vocabulary/refusal.ts';
import { ownFile, type OwnFileDependencies } from '../files/own-file.ts';
import type { Clock } from '../ports/clock.ts';
import type { FileService, FileWish } from '../ports/file-service.ts';
import type { FileStore } from '../ports/file-store.ts';
import { refusedWhenBusy } from './refusals.ts';

export interface UploadPartsDependencies extends OwnFileDependencies {
  readonly fileStore: Pick<FileStore, 'partUrl' | 'uploadedParts'>;
  readonly clock: Clock;
}

/** An own upload in parts that is under way. */
async function uploadInParts(dependencies: UploadPartsDependencies, wish: FileWish) {
  const file = await ownFile(dependencies, wish);
  if (file?.state !== 'REQUESTED' || file.uploadId === null) return undefined;
  return dependencies.clock.now() < uploadUntil(file) ? { file, uploadId: file.uploadId } : undefined;
}

/**
 * Addresses to send parts to, each once or again: an upload that broke off goes on where it was.
 * Refused: `FileNotFound`, `BadInput`, `TryAgain`.
 */
export function uploadParts(dependencies: UploadPartsDependencies): FileService['uploadParts'] {
  const { fileStore } = dependencies;
  return ({ parts, ...wish }) =>
    refusedWhenBusy(async () => {
      if (parts.length < 1 || parts.length > Limits.partsAtOnce) {
        return refused(bad(`parts are not 1 to ${Limits.partsAtOnce}`, Limits.partsAtOnce));
      }
      const upload = await uploadInParts(dependencies, wish);
      if (upload === undefined) return refused(fileNotFound);
      const { file, uploadId } = upload;
      const wanted = [...new Set(parts)].map((number) => ({ number, size: partSize(file.size, number) }));
      const known = wanted.flatMap(({ number, size }) => (size === undefined ? [] : [{ number, size }]));
      const count = partCount(file.size);
      if (known.length < wanted.length) return refused(bad(`a part is not 1 to ${count}`, count));
      const addresses = known.map(async (part) => ({
        number: part.number,
        ...(await fileStore.partUrl(uploadPlace(file), uploadId, part, Durations.uploadSeconds)),
      }));
      return done(await Promise.all(addresses));
    });
}

const bad = (why: string, limit: number): Refusal => ({ code: ErrorCode.BadInput, why, info: { limit } });

/** The parts that the store has whole. Refused: `FileNotFound`, `TryAgain`. */
export function uploadedParts(dependencies: UploadPartsDependencies): FileService['uploadedParts'] {
  return (wish) =>
    refusedWhenBusy(async () => {
      const upload = await uploadInParts(dependencies, wish);
      if (upload === undefined) return refused(fileNotFound);
      const { file, uploadId } = upload;
      const parts = (await dependencies.fileStore.uploadedParts(uploadPlace(file), uploadId)) ?? [];
      return done(parts.filter(({ number, size }) => partSize(file.size, number) === size).map(({ number }) => number));
    });
}
