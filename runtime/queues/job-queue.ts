import type { JobQueue } from '../../application/ports/job-queue.ts';
import { QueueUnavailable } from '../../application/ports/job-queue.ts';
import type { LocalQueue } from './local-queue.ts';

/** Jobs on a queue of this machine. */
export const localJobQueue = <Job>(queue: LocalQueue): JobQueue<Job> => ({
  async send(jobs, options = {}) {
    const bodies = jobs.map((job) => JSON.stringify(job));
    try {
      queue.send(bodies, options.delaySeconds);
    } catch (cause) {
      throw new QueueUnavailable(queue.name, { cause });
    }
  },
});
