import type { StoredJob } from '../notifications/jobs.ts';
import { storedJob } from '../notifications/jobs.ts';
import type { JobQueue } from '../ports/job-queue.ts';
import type { SessionEventConsumer } from '../ports/session-events.ts';
import { clearNotificationsWhenRead } from './clear-notifications-when-read.ts';
import { notifyMembersWhenMessageSent } from './notify-members-when-message-sent.ts';

/**
 * Makes jobs of what happened and leaves the rest to their worker, so that the stream never waits for a large session or a
 * provider.
 */
export const notifications = ({ pushes }: { readonly pushes: JobQueue<StoredJob> }): SessionEventConsumer => ({
  name: 'notifications',
  handle: async (events) => {
    const jobs = [...events.flatMap(notifyMembersWhenMessageSent), ...clearNotificationsWhenRead(events)];
    if (jobs.length > 0) await pushes.send(jobs.map(storedJob));
  },
});
