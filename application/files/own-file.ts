import type { AttachmentFile } from '../../domain/attachment/attachment-file.ts';
import { parseFileId } from '../../domain/shared/ids.ts';
import type { Attachments } from '../ports/attachments.ts';
import type { FileWish } from '../ports/file-service.ts';
import type { SessionLog } from '../ports/session-log.ts';

export interface OwnFileDependencies {
  readonly attachments: Pick<Attachments, 'find'>;
  readonly sessionLog: Pick<SessionLog, 'standing'>;
}

/** The user's own file, while they are in its session; anything else is none. */
export async function ownFile(
  { attachments, sessionLog }: OwnFileDependencies,
  { user, fileId }: FileWish,
): Promise<AttachmentFile | undefined> {
  const id = parseFileId(fileId);
  const file = id && (await attachments.find(id));
  if (file?.ownerId !== user) return undefined;
  return (await sessionLog.standing(file.sessionId, user)) === undefined ? undefined : file;
}
