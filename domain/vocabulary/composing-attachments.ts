import { done, refused, type Composed } from './composed.ts';
import { ErrorCode } from './error-codes.ts';
import { isForeignId } from './identifiers.ts';
import { Limits } from './limits.ts';
import { mediaTypes } from './media-types.ts';
import { refusalOfText, refusalOfWords } from './message-text.ts';
import type { Refusal } from './refusal.ts';

/** A file of a message, as its sender names it. */
export interface AttachmentWish {
  readonly fileId: string;
  readonly alt?: string | null | undefined;
}

/** A file that is to be uploaded, as its owner describes it. What it really is shows once it is there. */
export interface FileDescription {
  readonly name: string;
  readonly mediaType: string;
  /** In bytes. */
  readonly size: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly durationMs: number | null;
}

/**
 * A caption and the file that it is of, which is still to be looked up.
 * Refused: `BadInput`, `TextBlank`, `TextTooLong`, `TextMalformed`.
 */
export const attachmentParts = ({ fileId, alt = null }: AttachmentWish, caption: string): Composed => {
  const refusal =
    (caption === '' ? undefined : refusalOfText(caption)) ??
    (isForeignId(fileId) ? undefined : bad('fileId is no id')) ??
    (alt === null ? undefined : refusalOfWords('description', alt, Limits.altLength));
  return refusal ? refused(refusal) : done({ text: caption, file: { fileId, alt } });
};

const bad = (why: string): Refusal => ({ code: ErrorCode.BadInput, why });

/** Why this is no file that Parley takes, or `undefined` when it is. */
export const refusalOfDescription = ({ name, mediaType, size, width, height, durationMs }: FileDescription) => {
  if (size < 1) return bad('the file is empty');
  if ((width ?? 1) < 1 || (height ?? 1) < 1) return bad('the picture has no extent');
  if ((durationMs ?? 0) < 0) return bad('durationMs is below 0');
  return (
    refusalOfWords('file name', name, Limits.fileNameLength) ??
    (mediaTypes.includes(mediaType)
      ? undefined
      : { code: ErrorCode.AttachmentRefused, why: 'Parley takes no such files' })
  );
};
