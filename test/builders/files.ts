import { randomBytes } from 'node:crypto';
import type { Attachments } from '../../application/ports/attachments.ts';
import type { AttachmentFile, FileRequest } from '../../domain/attachment/attachment-file.ts';
import { requestedFile } from '../../domain/attachment/attachment-file.ts';
import type { SentContent } from '../../domain/message/content.ts';
import type { FileId, SessionId, UserId } from '../../domain/shared/ids.ts';
import { parseFileId } from '../../domain/shared/ids.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { attachmentOf } from '../../domain/vocabulary/files.ts';
import { noon } from './manual-clock.ts';
import { aSessionId, aUser } from './people.ts';

/** A file that no other test knows. */
export function aFileId(sessionId: SessionId): FileId {
  return fileIdOf(`${sessionId}.${randomBytes(16).toString('base64url')}`);
}

export function fileIdOf(text: string): FileId {
  const id = parseFileId(text);
  if (id === undefined) throw new Error(`unable to build a file id; ${text} is none`);
  return id;
}

/** A picture of ten bytes that Ann wishes to upload, unless told otherwise. */
export function aFile(wish: Partial<FileRequest> = {}, at: Instant = noon): AttachmentFile {
  const request = {
    id: aFileId(aSessionId()),
    ownerId: aUser('ann'),
    name: 'a.png',
    mediaType: 'image/png',
    size: 10,
    width: null,
    height: null,
    durationMs: null,
    uploadId: null,
  };
  return requestedFile({ ...request, ...wish }, at);
}

/** Stores the file as it is. @throws where another one is there. */
export async function saved(attachments: Attachments, file: AttachmentFile): Promise<AttachmentFile> {
  const outcome = await attachments.save(file);
  if (outcome !== 'saved') throw new Error(`unable to prepare the file; it is ${outcome}`);
  return { ...file, version: file.version + 1 };
}

/** The same content, with a file of the sender's that is there. Content of another kind stays as it is. */
export async function withItsFile(
  attachments: Attachments,
  ownerId: UserId,
  content: SentContent,
  id: FileId,
): Promise<SentContent> {
  if (!('attachment' in content)) return content;
  const { name, mediaType, size, width, height, durationMs, alt } = content.attachment;
  const file = aFile({ id, ownerId, name, mediaType, size, width, height, durationMs });
  await saved(attachments, file);
  return { ...content, attachment: attachmentOf(id, { ...file, attachedAs: null }, alt) };
}
