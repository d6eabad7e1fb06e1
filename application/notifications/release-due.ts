import type { Clock } from '../ports/clock.ts';
import type { JobQueue } from '../ports/job-queue.ts';
import type { Notices } from '../ports/notices.ts';
import type { StoredJob } from './jobs.ts';
import { storedJob } from './jobs.ts';

/** Users of one look, for each partition of the index; the next look, a minute later, finds the others. */
const usersAtOnce = 500;

/**
 * Makes a job of each user for whom something is due that was held back. It is run each minute; what a run before made a job
 * of and is not done yet gets another one, which then finds nothing. @throws {StoreBusy} {QueueUnavailable}
 *
 * @returns how many there were.
 */
export function releaseDue({
  notices,
  pushes,
  clock,
}: {
  readonly notices: Pick<Notices, 'due'>;
  readonly pushes: JobQueue<StoredJob>;
  readonly clock: Clock;
}): () => Promise<number> {
  return async () => {
    const due = await notices.due(clock.now(), usersAtOnce);
    if (due.length > 0) await pushes.send(due.map(({ user, dueAt }) => storedJob({ kind: 'digest', user, at: dueAt })));
    return due.length;
  };
}
