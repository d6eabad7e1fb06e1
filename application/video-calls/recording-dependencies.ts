import type { FileId, SessionId } from '../../domain/shared/ids.ts';
import type { Attachments } from '../ports/attachments.ts';
import type { CallRecordings } from '../ports/call-recordings.ts';
import type { FileJob } from '../ports/file-jobs.ts';
import type { FileStore } from '../ports/file-store.ts';
import type { JobQueue } from '../ports/job-queue.ts';
import type { CallDependencies } from './save-in-rounds.ts';

/** What taking over a word about a recording takes. */
export interface FollowRecordingDependencies extends CallDependencies {
  /** Names a file of a session. */
  readonly fileId: (sessionId: SessionId) => FileId;
}

/** What makes files of a session of what was recorded. */
export interface KeepRecordingDependencies {
  readonly attachments: Pick<Attachments, 'find' | 'save'>;
  readonly fileJobs: JobQueue<FileJob>;
}

/** What recording calls takes. */
export interface RecordingDependencies extends FollowRecordingDependencies, KeepRecordingDependencies {
  readonly callRecordings: CallRecordings;
  /** Where the service that records puts its files, in the area `recordings`. */
  readonly fileStore: Pick<FileStore, 'list'>;
}
