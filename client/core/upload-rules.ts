import { refusalOfDescription } from '../../domain/vocabulary/composing-attachments.ts';
import { refusalOfUpload } from '../../domain/vocabulary/upload-rules.ts';
import type { UploadRules } from '../../domain/vocabulary/upload-rules.ts';
import type { UploadSource } from './upload.ts';

export type { UploadRules } from '../../domain/vocabulary/upload-rules.ts';

/** Why a session will not take a file, as the server would say it; undefined where it will. */
export const whyNotTaken = (
  { blob, name, mediaType = blob.type }: UploadSource,
  rules: UploadRules,
): string | undefined => {
  const file = { name, mediaType, size: blob.size, width: null, height: null, durationMs: null };
  return (refusalOfDescription(file) ?? refusalOfUpload(file, rules))?.why;
};
