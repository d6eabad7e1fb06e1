import type { UserId } from '../../domain/shared/ids.ts';
import type { StoredJob } from '../notifications/jobs.ts';
import { storedJob } from '../notifications/jobs.ts';
import type { CallView } from '../ports/call-service.ts';
import type { JobQueue } from '../ports/job-queue.ts';
import { QueueUnavailable } from '../ports/job-queue.ts';
import type { CallDependencies } from './save-in-rounds.ts';

export interface AnsweringDependencies extends CallDependencies {
  /** What users are notified by. */
  readonly pushes: Pick<JobQueue<StoredJob>, 'send'>;
}

/**
 * Has the other devices of someone who answered stop ringing now. A word that is lost is made good when the call has rung out, and
 * the answer stands whatever becomes of it.
 */
export async function stopRinging(
  { pushes }: Pick<AnsweringDependencies, 'pushes'>,
  user: UserId,
  { id: callId, sessionId, invited }: Pick<CallView, 'id' | 'sessionId' | 'invited'>,
): Promise<void> {
  if (!invited.some(({ userId }) => userId === user)) return;
  try {
    await pushes.send([storedJob({ kind: 'call', user, sessionId, callId })]);
  } catch (error) {
    if (!(error instanceof QueueUnavailable)) throw error;
  }
}
