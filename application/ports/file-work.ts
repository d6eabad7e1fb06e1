import type { FileId } from '../../domain/shared/ids.ts';
import type { FileJob } from './file-jobs.ts';
import type { AttachmentReleased } from './session-events.ts';

/** What operators are to know of a file. Nothing in it is a user's. */
export interface FileNote {
  readonly event: 'file.rejected' | 'file.unscanned' | 'file.given-up';
  readonly fileId: FileId;
  /** A reason of ours, or what a scanner calls what it found. */
  readonly why: string;
}

export interface Swept {
  readonly seen: number;
  /** Which could not be seen to now, and stay due. */
  readonly failed: number;
}

/** What is done about files apart from any request. */
export interface FileWork {
  /** @throws {StoreBusy} where trying again later is right. */
  readonly work: (job: FileJob) => Promise<void>;
  /** Sees to what is due; once a minute. */
  readonly sweep: () => Promise<Swept>;
  /** How many objects it removed; now and then. */
  readonly removeOrphans: () => Promise<number>;
  /** @throws {StoreBusy} where it is to be told again. */
  readonly messageDeleted: (released: Pick<AttachmentReleased, 'fileId' | 'seq'>) => Promise<void>;
}
