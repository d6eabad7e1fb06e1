import type { StoredJob } from '../../application/notifications/jobs.ts';
import type { JobQueue } from '../../application/ports/job-queue.ts';
import { SqsJobQueue } from '../sqs/job-queue.ts';
import { openSqs, queueUrl } from './compose-streams.ts';
import type { Environment } from './settings.ts';

/** The queue of what users are to be notified of, `PUSHES_URL`. @throws {WrongSetting} */
export const openPushes = (environment: Environment): JobQueue<StoredJob> =>
  new SqsJobQueue(openSqs(environment), queueUrl(environment, 'PUSHES_URL'));
