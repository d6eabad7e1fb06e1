import type { AttachmentFile } from '../../domain/attachment/attachment-file.ts';
import type { Variant } from '../../domain/attachment/places.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import type { FileId, UserId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import type { FileDescription } from '../../domain/vocabulary/composing-attachments.ts';
import type { PostTicket, TimedUrl } from './file-store.ts';

export interface RequestUpload extends FileDescription {
  readonly user: UserId;
  readonly sessionId: string;
}

/** How the bytes of a file get to the store: in one form, or in parts whose addresses are asked for. */
export interface UploadTicket {
  readonly fileId: FileId;
  readonly expiresAt: Instant;
  readonly post: PostTicket | null;
  readonly multipart: { readonly partSize: number; readonly partCount: number } | null;
}

export interface FileWish {
  readonly user: UserId;
  readonly fileId: string;
}

export interface PartAddress {
  readonly number: number;
  readonly url: string;
  readonly expiresAt: Instant;
}

/** What the border of the API may ask about files. */
export interface FileService {
  readonly requestUpload: (wish: RequestUpload) => Promise<Result<UploadTicket>>;
  readonly uploadParts: (
    wish: FileWish & { readonly parts: readonly number[] },
  ) => Promise<Result<readonly PartAddress[]>>;
  readonly uploadedParts: (wish: FileWish) => Promise<Result<readonly number[]>>;
  readonly completeUpload: (wish: FileWish) => Promise<Result<AttachmentFile>>;
  /** Whether there was something to take back. */
  readonly cancelUpload: (wish: FileWish) => Promise<Result<boolean>>;
  readonly fileUrl: (wish: FileWish & { readonly variant: Variant }) => Promise<Result<TimedUrl>>;
}
