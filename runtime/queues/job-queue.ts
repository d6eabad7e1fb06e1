import type { JobQueue } from '../../application/ports/job-queue.ts';
import type { LocalQueue } from './local-queue.ts';

/** Jobs on a queue of this machine. */
export const localJobQueue = <Job>(queue: LocalQueue): JobQueue<Job> => ({
  async send(jobs, options = {}) {
    queue.send(
      jobs.map((job) => JSON.stringify(job)),
      options.delaySeconds,
    );
  },
});
