import { pauseBeforeRetry } from '../../domain/notification/retry.ts';
import { announce } from '../notifications/announce.ts';
import { clearWhatWasRead } from '../notifications/clear.ts';
import type { NotifyingDependencies } from '../notifications/dependencies.ts';
import type { NoticeJob } from '../notifications/jobs.ts';
import { parseJob } from '../notifications/jobs.ts';
import { releaseDigest } from '../notifications/release-digest.ts';
import { tellOfCall } from '../notifications/tell-of-call.ts';
import { tellOfHappening } from '../notifications/tell-of-happening.ts';
import { tellOfMessage } from '../notifications/tell-of-message.ts';
import type { JobOutcome, JobWorker } from '../ports/job-queue.ts';
import { QueueUnavailable } from '../ports/job-queue.ts';
import { StoreBusy } from '../ports/store-errors.ts';

/** How often a job that met a busy store comes again soon; after that, when its visibility time-out is over. */
const soonTries = 3;
const soon = { firstPauseMs: 1_000, longestPauseMs: 4_000, tries: soonTries + 1, longestAskedMs: 0 };

/**
 * Does the jobs of the queue `pushes`: finds out who is to be told, and tells each of them once. Any of them may come twice, late,
 * or at once with itself, and any may be cut off at any point.
 *
 * A store that is busy mostly is so for a moment, which nobody is to wait minutes for; one that stays away is given the time that
 * the queue has.
 */
export const sendPush = (dependencies: NotifyingDependencies): JobWorker<NoticeJob> => ({
  name: 'pushes',
  parse: parseJob,
  work: async (job, attempt) => {
    try {
      return await done(dependencies, job, attempt);
    } catch (error) {
      const isBusy = error instanceof StoreBusy || error instanceof QueueUnavailable;
      const afterMs = isBusy ? pauseBeforeRetry(soon, attempt, 0, dependencies.random()) : null;
      if (afterMs === null) throw error;
      return { kind: 'later', afterMs };
    }
  },
});

function done(dependencies: NotifyingDependencies, job: NoticeJob, attempt: number): Promise<JobOutcome> {
  switch (job.kind) {
    case 'announce':
      return announce(dependencies, job);
    case 'message':
      return tellOfMessage(dependencies, job, attempt);
    case 'happening':
      return tellOfHappening(dependencies, job, attempt);
    case 'call':
      return tellOfCall(dependencies, job, attempt);
    case 'clear':
      return clearWhatWasRead(dependencies, job, attempt);
    case 'digest':
      return releaseDigest(dependencies, job, attempt);
  }
}
