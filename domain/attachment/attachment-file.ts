import type { ClientMessageId, FileId, Seq, SessionId, UserId } from '../shared/ids.ts';
import { sessionOfFile } from '../shared/ids.ts';
import type { Instant } from '../shared/instant.ts';
import { later } from '../shared/instant.ts';
import type { FileDescription } from '../vocabulary/composing-attachments.ts';
import type { FileState } from '../vocabulary/files.ts';
import { CallLimits } from '../vocabulary/call-limits.ts';
import { Durations, Limits } from '../vocabulary/limits.ts';
import { systemSender } from '../vocabulary/messages.ts';

/** Why a file will never be downloadable. */
export const RejectionReason = {
  /** Its length is not the one that was asked for. */
  SIZE: 'SIZE',
  /** Its bytes are not of the type that was said. */
  TYPE: 'TYPE',
  /** It is of the type and of another one too, or holds what is run where it is shown. */
  DANGEROUS: 'DANGEROUS',
  /** It is of the type and cannot be read. */
  MALFORMED: 'MALFORMED',
  /** It unfolds to more than is looked at. */
  TOO_MUCH: 'TOO_MUCH',
  INFECTED: 'INFECTED',
} as const;
export type RejectionReason = (typeof RejectionReason)[keyof typeof RejectionReason];

/** What a scanner said that does not answer at once. */
export const ScanResult = { CLEAN: 'CLEAN', INFECTED: 'INFECTED' } as const;
export type ScanResult = (typeof ScanResult)[keyof typeof ScanResult];

/** One file for one session, from the wish to upload it on: a user's, or a recording of its calls. */
export interface AttachmentFile extends FileDescription {
  readonly id: FileId;
  readonly sessionId: SessionId;
  /** Whoever uploads it; `systemSender` where nobody did. */
  readonly ownerId: UserId | typeof systemSender;
  readonly state: FileState;
  /** How often it was saved, from 1; 0 before. */
  readonly version: number;
  readonly requestedAt: Instant;
  /** Of a recording: the key under which whatever records put it. `null` for what a user uploads. */
  readonly recordedAs: string | null;
  /** Of an upload in parts. */
  readonly uploadId: string | null;
  /** Tells the key apart that the upload was taken away to, which no ticket ever named. */
  readonly held: string | null;
  readonly scanned: ScanResult | null;
  /** How often it was taken up to be looked at. */
  readonly tries: number;
  /** When it is to be seen to, if nothing happens before; `null` for never. */
  readonly dueAt: Instant | null;
  /** Only of a rejected one. */
  readonly reason: RejectionReason | null;
  readonly hasThumbnail: boolean;
  /** The message that carries it; of a recording, the entry that tells of it, which nobody sent. */
  readonly attached: { readonly seq: Seq; readonly as: ClientMessageId | null } | null;
}

/** Whether so many bytes are uploaded in parts. */
export const isInParts = (size: number): boolean => size > Limits.uploadPartSize;

/** How many parts an upload has. */
export const partCount = (size: number): number => Math.ceil(size / Limits.uploadPartSize);

/** The length of a part, from 1, in bytes; `undefined` for one that the upload has not. */
export function partSize(size: number, number: number): number | undefined {
  const count = partCount(size);
  if (!Number.isInteger(number) || number < 1 || number > count) return undefined;
  return number < count ? Limits.uploadPartSize : size - (count - 1) * Limits.uploadPartSize;
}

/** Until when bytes are awaited. */
export const uploadUntil = ({ size, requestedAt }: Pick<AttachmentFile, 'size' | 'requestedAt'>): Instant =>
  later(requestedAt, isInParts(size) ? Durations.uploadInParts : Durations.uploadSeconds * 1000);

export interface FileRequest extends FileDescription {
  readonly id: FileId;
  readonly ownerId: AttachmentFile['ownerId'];
  readonly uploadId: string | null;
}

/** A file that is to be uploaded. That Parley and its session take such a file was looked at. */
export const requestedFile = (request: FileRequest, at: Instant): AttachmentFile => ({
  ...request,
  sessionId: sessionOfFile(request.id),
  state: 'REQUESTED',
  version: 0,
  requestedAt: at,
  recordedAs: null,
  held: null,
  scanned: null,
  tries: 0,
  dueAt: later(uploadUntil({ size: request.size, requestedAt: at }), Durations.uploadGrace),
  reason: null,
  hasThumbnail: false,
  attached: null,
});

export interface RecordedDescription {
  readonly id: FileId;
  /** What members see it under. */
  readonly name: string;
  /** Where whatever records put it, in the area of recordings. */
  readonly recordedAs: string;
}

/**
 * A recording that is in the store and is to become a file of its session: nobody's own, for whoever is in the session. It goes
 * the way of an upload from there on.
 */
export const recordedFile = ({ id, name, recordedAs }: RecordedDescription, at: Instant): AttachmentFile => ({
  ...requestedFile(
    {
      id,
      name,
      mediaType: 'video/mp4',
      size: 0,
      width: null,
      height: null,
      durationMs: null,
      ownerId: systemSender,
      uploadId: null,
    },
    at,
  ),
  recordedAs,
  dueAt: later(at, Durations.uploadGrace),
});

/** Whether what came has a length that is taken: that which was asked for; of a recording, any that can be copied. */
export const isExpectedSize = (
  { recordedAs, size }: Pick<AttachmentFile, 'recordedAs' | 'size'>,
  came: number,
): boolean => (recordedAs === null ? came === size : came > 0 && came <= CallLimits.recordedFileSize);
