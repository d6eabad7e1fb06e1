import type { FileJob } from '../../application/ports/file-jobs.ts';
import type { FileWork } from '../../application/ports/file-work.ts';
import type { JobOutcome, JobWorker } from '../../application/ports/job-queue.ts';
import { StoreBusy } from '../../application/ports/store-errors.ts';
import { readFileJob } from './file-job.ts';

/** The wait before a file that could not be seen to is looked at again, in milliseconds. */
const soon = 5_000;

/** Does the jobs of the queue, which takes the store's and the scanner's events as they are, too. */
export const fileWorker = ({ work }: Pick<FileWork, 'work'>, incomingBucket: string): JobWorker<FileJob> => ({
  name: 'files',
  parse: (body) => readFileJob(body, incomingBucket),
  async work(job): Promise<JobOutcome> {
    try {
      await work(job);
      return { kind: 'done' };
    } catch (error) {
      if (!(error instanceof StoreBusy)) throw error;
      return { kind: 'later', afterMs: soon };
    }
  },
});
