import { ErrorCode } from './error-codes.ts';
import type { Refusal } from './refusal.ts';
import type { SessionSettings } from './session-settings.ts';

const refusalOfSize = (size: number, greatest: number): Refusal | undefined =>
  size > greatest
    ? { code: ErrorCode.AttachmentRefused, why: `the file is larger than ${greatest} bytes`, info: { limit: greatest } }
    : undefined;

/** What of a session's rules bears on files. */
export type UploadRules = Pick<SessionSettings, 'allowFileUploads' | 'maxFileSize' | 'allowedFileTypes'>;

/** Why a session does not take this file, or `undefined` when it does. */
export const refusalOfUpload = (
  { mediaType, size }: { readonly mediaType: string; readonly size: number },
  { allowFileUploads, maxFileSize, allowedFileTypes }: UploadRules,
): Refusal | undefined => {
  if (!allowFileUploads) return { code: ErrorCode.AttachmentRefused, why: 'the session takes no files' };
  if (allowedFileTypes.length > 0 && !allowedFileTypes.includes(mediaType)) {
    return { code: ErrorCode.AttachmentRefused, why: 'the session takes no such files' };
  }
  return refusalOfSize(size, maxFileSize);
};
