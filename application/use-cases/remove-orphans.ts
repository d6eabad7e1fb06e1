import type { AttachmentFile } from '../../domain/attachment/attachment-file.ts';
import { fileOfIncoming, heldPlace, servedPlace } from '../../domain/attachment/places.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { parseFileId } from '../../domain/shared/ids.ts';
import { CallDurations } from '../../domain/vocabulary/call-limits.ts';
import { incomingKeys } from '../../domain/vocabulary/files.ts';
import { Durations } from '../../domain/vocabulary/limits.ts';
import type { Attachments } from '../ports/attachments.ts';
import type { Clock } from '../ports/clock.ts';
import type { FileArea, FileStore } from '../ports/file-store.ts';

export interface RemoveOrphansDependencies {
  readonly attachments: Pick<Attachments, 'find'>;
  readonly fileStore: Pick<FileStore, 'list' | 'remove'>;
  readonly clock: Clock;
}

const pageSize = 500;

/**
 * Removes objects that nothing names: copies of an attempt that died, uploads for files that are gone, and what was in
 * quarantine or waited in the recorder's store for its time. Looks at nothing younger than a day, so that it meets no attempt that is still alive. On AWS the
 * buckets' lifecycle does the same for uploads, quarantine and recordings, and this for what is served.
 *
 * @returns how many it removed.
 * @throws {StoreBusy}
 */
export function removeOrphans({ attachments, fileStore, clock }: RemoveOrphansDependencies): () => Promise<number> {
  async function isNeeded(area: FileArea, key: string, storedAt: Instant, now: Instant): Promise<boolean> {
    if (area === 'quarantine') return now - storedAt < Durations.fileForgotten;
    if (area === 'recordings') return now - storedAt < CallDurations.recordingWaits;
    if (now - storedAt < Durations.orphan) return true;
    const id = parseFileId((area === 'incoming' ? fileOfIncoming(key) : key.split('/')[0]) ?? '');
    const file = id && (await attachments.find(id));
    return file !== undefined && names(file, area, key);
  }

  async function removeIn(area: FileArea, now: Instant): Promise<number> {
    let removed = 0;
    let after: string | undefined;
    do {
      const page = await fileStore.list(area, {
        prefix: '',
        limit: pageSize,
        ...(after === undefined ? {} : { after }),
      });
      for (const { key, storedAt } of page.files) {
        if (await isNeeded(area, key, storedAt, now)) continue;
        await fileStore.remove({ area, key });
        removed += 1;
      }
      after = page.next;
    } while (after !== undefined);
    return removed;
  }

  return async () => {
    const now = clock.now();
    let removed = 0;
    for (const area of ['incoming', 'files', 'quarantine', 'recordings'] as const) removed += await removeIn(area, now);
    return removed;
  };
}

/** Whether the file, as it is, needs the object with this key. */
function names(file: AttachmentFile, area: 'incoming' | 'files', key: string): boolean {
  if (area === 'incoming') {
    if (key.startsWith(incomingKeys.uploads)) return file.state === 'REQUESTED';
    const isHeld = file.state === 'UPLOADED' || file.state === 'SCANNING';
    return isHeld && file.held !== null && heldPlace(file, file.held).key === key;
  }
  if (file.state !== 'CLEAN') return file.state === 'SCANNING';
  return servedPlace(file, 'ORIGINAL').key === key || file.hasThumbnail;
}
