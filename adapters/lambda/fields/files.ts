import type { FileService, RequestUpload, UploadTicket } from '../../../application/ports/file-service.ts';
import type { AttachmentFile } from '../../../domain/attachment/attachment-file.ts';
import { toIso } from '../../../domain/shared/instant.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import { attachmentOf } from '../../../domain/vocabulary/files.ts';
import type { Attachment, UploadTicket as TicketValue } from '../../../generated/schema.ts';
import type { EventReader } from '../event-reader.ts';
import type { Caller, ServiceFields } from '../service-field.ts';
import { userField } from '../service-field.ts';

const variants = { ORIGINAL: 'ORIGINAL', THUMBNAIL: 'THUMBNAIL' } as const;

const ofFile = (args: EventReader, { user }: Caller) => ({ user, fileId: args.text('fileId') });

export const fileFields = (service: FileService): ServiceFields => ({
  requestUpload: userField({
    doing: 'request the upload',
    read: (args, { user }) => readRequest(args.object('input'), user),
    ask: service.requestUpload,
    show: toTicket,
  }),
  uploadParts: userField({
    doing: 'address the parts',
    read: (args, caller) => ({ ...ofFile(args, caller), parts: args.integers('parts') }),
    ask: service.uploadParts,
    show: (parts) => parts.map(({ number, url, expiresAt }) => ({ number, url, expiresAt: toIso(expiresAt) })),
  }),
  uploadedParts: userField({
    doing: 'list the parts',
    read: ofFile,
    ask: service.uploadedParts,
    show: (numbers) => numbers,
  }),
  completeUpload: userField({
    doing: 'complete the upload',
    read: ofFile,
    ask: service.completeUpload,
    show: toAttachment,
  }),
  cancelUpload: userField({
    doing: 'cancel the upload',
    read: ofFile,
    ask: service.cancelUpload,
    show: (isDone) => isDone,
  }),
  fileUrl: userField({
    doing: 'fetch the file',
    read: (args, caller) => ({ ...ofFile(args, caller), variant: args.oneOf('variant', variants, 'ORIGINAL') }),
    ask: service.fileUrl,
    show: ({ url, expiresAt }) => ({ url, expiresAt: toIso(expiresAt) }),
  }),
});

const readRequest = (input: EventReader, user: UserId): RequestUpload => ({
  user,
  sessionId: input.text('sessionId'),
  name: input.text('name'),
  mediaType: input.text('mediaType'),
  size: input.integer('size', 0),
  width: input.integerOrNull('width'),
  height: input.integerOrNull('height'),
  durationMs: input.integerOrNull('durationMs'),
});

const toTicket = ({ fileId, expiresAt, post, multipart }: UploadTicket): TicketValue => ({
  fileId,
  expiresAt: toIso(expiresAt),
  post: post && { url: post.url, fields: post.fields },
  multipart,
});

/** As a message would show it that carries the file without words for it. */
const toAttachment = (file: AttachmentFile): Attachment =>
  attachmentOf(file.id, { ...file, attachedAs: file.attached?.as }, null);
