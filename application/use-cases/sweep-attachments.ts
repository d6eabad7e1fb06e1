import type { FileId } from '../../domain/shared/ids.ts';
import type { Attachments } from '../ports/attachments.ts';
import type { Clock } from '../ports/clock.ts';
import type { Swept } from '../ports/file-work.ts';
import { StoreBusy } from '../ports/store-errors.ts';

export interface SweepAttachmentsDependencies {
  readonly attachments: Pick<Attachments, 'due'>;
  readonly clock: Clock;
  readonly processUpload: (fileId: FileId) => Promise<void>;
}

/** Files of one sweep. What is left is due at the next. */
const atOnce = 200;

/**
 * Sees to every file whose time is over, and so to every one whose event was lost: uploads that nobody told of, looks that
 * did not come to an end, files that no message carries, and what is left in the store of those that are gone.
 */
export function sweepAttachments({ attachments, clock, processUpload }: SweepAttachmentsDependencies) {
  return async (): Promise<Swept> => {
    const due = await attachments.due(clock.now(), atOnce);
    let failed = 0;
    for (const fileId of due) {
      try {
        await processUpload(fileId);
      } catch (error) {
        if (!(error instanceof StoreBusy)) throw error;
        failed += 1;
      }
    }
    return { seen: due.length, failed };
  };
}
