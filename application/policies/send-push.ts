import { announce } from '../notifications/announce.ts';
import { clearWhatWasRead } from '../notifications/clear.ts';
import type { NotifyingDependencies } from '../notifications/dependencies.ts';
import type { NoticeJob } from '../notifications/jobs.ts';
import { parseJob } from '../notifications/jobs.ts';
import { releaseDigest } from '../notifications/release-digest.ts';
import { tellOfHappening } from '../notifications/tell-of-happening.ts';
import { tellOfMessage } from '../notifications/tell-of-message.ts';
import type { JobWorker } from '../ports/job-queue.ts';

/**
 * Does the jobs of the queue `pushes`: finds out who is to be told, and tells each of them once. Any of them may come twice, late,
 * or at once with itself, and any may be cut off at any point.
 */
export const sendPush = (dependencies: NotifyingDependencies): JobWorker<NoticeJob> => ({
  name: 'pushes',
  parse: parseJob,
  work: (job, attempt) => {
    switch (job.kind) {
      case 'announce':
        return announce(dependencies, job);
      case 'message':
        return tellOfMessage(dependencies, job, attempt);
      case 'happening':
        return tellOfHappening(dependencies, job, attempt);
      case 'clear':
        return clearWhatWasRead(dependencies, job, attempt);
      case 'digest':
        return releaseDigest(dependencies, job, attempt);
    }
  },
});
