import { done, refused, type Composed } from './composed.ts';
import { ErrorCode } from './error-codes.ts';
import { isForeignId } from './identifiers.ts';
import { Limits } from './limits.ts';
import { mediaTypes, suits } from './media-types.ts';
import type { Attachment } from './message-content.ts';
import { refusalOfText, refusalOfWords } from './message-text.ts';
import type { AttachmentKind } from './messages.ts';
import type { Refusal } from './refusal.ts';
import type { SessionSettings } from './session-settings.ts';

/** A file as its sender describes it. What it really is shows once it is there. */
export interface AttachmentWish {
  readonly fileId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly width?: number | null | undefined;
  readonly height?: number | null | undefined;
  readonly durationMs?: number | null | undefined;
  readonly alt?: string | null | undefined;
}

/**
 * A file that nobody has looked at yet, with its caption.
 * Refused: `BadInput`, `TextBlank`, `TextTooLong`, `TextMalformed`, `AttachmentRefused`.
 */
export const attachmentParts = (kind: AttachmentKind, wish: AttachmentWish, caption: string): Composed => {
  const refusal =
    (caption === '' ? undefined : refusalOfText(caption)) ??
    refusalOfDescription(wish) ??
    refusalOfType(kind, wish.mediaType) ??
    refusalOfSize(wish.size, Limits.fileSize);
  if (refusal) return refused(refusal);
  const attachment = {
    fileId: wish.fileId,
    name: wish.name,
    mediaType: wish.mediaType,
    size: wish.size,
    width: wish.width ?? null,
    height: wish.height ?? null,
    durationMs: wish.durationMs ?? null,
    alt: wish.alt ?? null,
    state: 'PENDING',
  } as const;
  return done({ text: caption, attachment });
};

const bad = (why: string): Refusal => ({ code: ErrorCode.BadInput, why });

const refusalOfDescription = ({ fileId, name, size, width, height, durationMs, alt }: AttachmentWish) => {
  if (!isForeignId(fileId)) return bad('fileId is no id');
  if (size < 1) return bad('the file is empty');
  if ((width ?? 1) < 1 || (height ?? 1) < 1) return bad('the picture has no extent');
  if ((durationMs ?? 0) < 0) return bad('durationMs is below 0');
  return (
    refusalOfWords('file name', name, Limits.fileNameLength) ??
    (alt === null || alt === undefined ? undefined : refusalOfWords('description', alt, Limits.altLength))
  );
};

const refusalOfType = (kind: AttachmentKind, mediaType: string): Refusal | undefined => {
  if (!mediaTypes.includes(mediaType)) return { code: ErrorCode.AttachmentRefused, why: 'Parley takes no such files' };
  return suits(kind, mediaType)
    ? undefined
    : { code: ErrorCode.AttachmentRefused, why: `a file of this type is not sent as ${kind}` };
};

const refusalOfSize = (size: number, greatest: number): Refusal | undefined =>
  size > greatest
    ? { code: ErrorCode.AttachmentRefused, why: `the file is larger than ${greatest} bytes`, info: { limit: greatest } }
    : undefined;

/** What of a session's rules bears on files. */
export type UploadRules = Pick<SessionSettings, 'allowFileUploads' | 'maxFileSize' | 'allowedFileTypes'>;

/** Why a session does not take this file, or `undefined` when it does. */
export const refusalOfUpload = (
  { mediaType, size }: Attachment,
  { allowFileUploads, maxFileSize, allowedFileTypes }: UploadRules,
): Refusal | undefined => {
  if (!allowFileUploads) return { code: ErrorCode.AttachmentRefused, why: 'the session takes no files' };
  if (allowedFileTypes.length > 0 && !allowedFileTypes.includes(mediaType)) {
    return { code: ErrorCode.AttachmentRefused, why: 'the session takes no such files' };
  }
  return refusalOfSize(size, maxFileSize);
};
