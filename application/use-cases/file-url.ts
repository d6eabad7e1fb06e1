import type { AttachmentFile } from '../../domain/attachment/attachment-file.ts';
import { dispositionOf } from '../../domain/attachment/disposition.ts';
import { servedPlace } from '../../domain/attachment/places.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { parseFileId } from '../../domain/shared/ids.ts';
import { done, refused } from '../../domain/shared/result.ts';
import { fileNotFound } from '../../domain/vocabulary/files.ts';
import { Durations } from '../../domain/vocabulary/limits.ts';
import type { Attachments } from '../ports/attachments.ts';
import type { FileService } from '../ports/file-service.ts';
import type { FileLinks } from '../ports/file-store.ts';
import type { SessionLog } from '../ports/session-log.ts';
import { refusedWhenBusy } from './refusals.ts';

export interface FileUrlDependencies {
  readonly attachments: Pick<Attachments, 'find'>;
  readonly sessionLog: Pick<SessionLog, 'standing' | 'entryAt'>;
  readonly fileLinks: FileLinks;
}

/**
 * Where a file that passed every check can be fetched for a minute, by whoever is in its session at this moment: of a message
 * or a word on a recording that is there, everyone; of a file that no message carries yet, its owner. Whatever stands in the
 * way, the answer is that of a file that does not exist. Refused: `FileNotFound`, `TryAgain`.
 */
export function fileUrl({ attachments, sessionLog, fileLinks }: FileUrlDependencies): FileService['fileUrl'] {
  const isShownTo = async (user: UserId, file: AttachmentFile): Promise<boolean> => {
    const { sessionId, ownerId, recordedAs, attached } = file;
    if ((await sessionLog.standing(sessionId, user)) === undefined) return false;
    if (attached === null) return recordedAs !== null || ownerId === user;
    const carrier = await sessionLog.entryAt(sessionId, attached.seq);
    return carrier?.kind === 'MESSAGE' && carrier.message.deletion === null;
  };

  return ({ user, fileId, variant }) =>
    refusedWhenBusy(async () => {
      const id = parseFileId(fileId);
      const file = id && (await attachments.find(id));
      if (file?.state !== 'CLEAN' || (variant === 'THUMBNAIL' && !file.hasThumbnail)) return refused(fileNotFound);
      if (!(await isShownTo(user, file))) return refused(fileNotFound);
      const name = variant === 'THUMBNAIL' ? `${file.name}.webp` : file.name;
      return done(await fileLinks.linkTo(servedPlace(file, variant), dispositionOf(name), Durations.fileUrlSeconds));
    });
}
