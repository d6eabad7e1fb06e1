/** Files on their way, as the resolvers and the domain both judge them. */
import { ErrorCode } from './error-codes.ts';
import { suits } from './media-types.ts';
import type { Attachment } from './message-content.ts';
import type { AttachmentKind, AttachmentState } from './messages.ts';
import type { Refusal } from './refusal.ts';
import { refusalOfUpload, type UploadRules } from './upload-rules.ts';

/** How far a file has come; `domain/attachment/transitions.ts` has the diagram. */
export const FileState = {
  REQUESTED: 'REQUESTED',
  UPLOADED: 'UPLOADED',
  SCANNING: 'SCANNING',
  CLEAN: 'CLEAN',
  REJECTED: 'REJECTED',
  EXPIRED: 'EXPIRED',
} as const;
export type FileState = (typeof FileState)[keyof typeof FileState];

/** What the keys of uploads begin with, and of the copies that are looked at. */
export const incomingKeys = { uploads: 'new/', held: 'held/' } as const;

/** The same for a file that does not exist, one of another user or session, and one that nobody may have yet. */
export const fileNotFound: Refusal = { code: ErrorCode.FileNotFound, why: 'there is no such file' };

/** What members are told of a file's state. */
export const shownState = (state: FileState): AttachmentState => {
  if (state === FileState.CLEAN) return 'CLEAN';
  return state === FileState.REJECTED || state === FileState.EXPIRED ? 'REJECTED' : 'PENDING';
};

/** A file as far as a message that is to carry it looks at it. */
export interface AttachableFile {
  readonly ownerId: string;
  readonly state: FileState;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly durationMs: number | null;
  /** The client message id of the message that carries it. */
  readonly attachedAs?: string | null | undefined;
}

/** A message that is to carry a file. */
export interface Carrier {
  readonly kind: AttachmentKind;
  readonly senderId: string;
  readonly clientMessageId: string;
}

const refusedFile = (why: string): Refusal => ({ code: ErrorCode.AttachmentRefused, why });

/**
 * Why this message cannot carry the file, or `undefined` when it can. A file goes with one message; the same message sent
 * again is that one, whatever became of the file since.
 */
export const refusalOfAttaching = (
  file: AttachableFile | undefined,
  { kind, senderId, clientMessageId }: Carrier,
  rules: UploadRules,
): Refusal | undefined => {
  if (file?.ownerId !== senderId) return fileNotFound;
  if (file.attachedAs === clientMessageId) return undefined;
  if (file.attachedAs !== null && file.attachedAs !== undefined) return refusedFile('the file is in another message');
  if (shownState(file.state) === 'REJECTED') return refusedFile('the file was not taken');
  return suits(kind, file.mediaType)
    ? refusalOfUpload(file, rules)
    : refusedFile(`a file of this type is not sent as ${kind}`);
};

/** What the message holds of its file. */
export const attachmentOf = (fileId: string, file: AttachableFile, alt: string | null): Attachment => ({
  fileId,
  name: file.name,
  mediaType: file.mediaType,
  size: file.size,
  width: file.width,
  height: file.height,
  durationMs: file.durationMs,
  alt,
  state: shownState(file.state),
});
