import { parseFileId } from '../../domain/shared/ids.ts';
import type { ExpireFileDependencies } from '../files/expire-file.ts';
import { expireFile } from '../files/expire-file.ts';
import type { AttachmentReleased } from '../ports/session-events.ts';
import { StoreBusy } from '../ports/store-errors.ts';

/**
 * A message that was deleted, or whose time to live was over, takes its file with it. Told again, it finds nothing to do.
 * @throws {StoreBusy} where it is to be told again.
 */
export function removeObjectsWhenMessageDeleted(dependencies: ExpireFileDependencies) {
  return async ({ fileId, seq }: Pick<AttachmentReleased, 'fileId' | 'seq'>): Promise<void> => {
    const id = parseFileId(fileId);
    const file = id && (await dependencies.attachments.find(id));
    if (file?.attached?.seq !== seq || file.state === 'EXPIRED') return;
    if (!(await expireFile(dependencies, file))) {
      throw new StoreBusy('remove the file of the message', { cause: 'it moved on' });
    }
  };
}
