import type { Outbox } from '../adapters/outbox/outbox.ts';
import { openNotifying as openWorker } from '../adapters/lambda/compose-notices.ts';
import type { Environment } from '../adapters/lambda/settings.ts';
import type { StoredJob } from '../application/notifications/jobs.ts';
import { notifications } from '../application/policies/notifications.ts';
import type { Log } from './contract.ts';
import type { SideWork } from './side-work/side-work.ts';

export interface NotifyingParts {
  readonly functionEnv: Environment;
  readonly sideWork: Pick<SideWork, 'queue' | 'read' | 'work'>;
  readonly outbox: Pick<Outbox, 'pushes' | 'emails'>;
  readonly log: Log;
}

/** On AWS a rule calls once a minute; here it costs nothing to look more often. */
const lookEveryMs = 10_000;

/**
 * Notifications on this machine: the same reader, worker and schedule as on AWS, with the outbox for Apple, Google, browsers
 * and mail servers. Everyone has an address there, at a domain that is nobody's (RFC 2606).
 */
export function openNotifying({ functionEnv, sideWork, outbox, log }: NotifyingParts): { stop(): Promise<void> } {
  const pushes = sideWork.queue<StoredJob>('pushes');
  const notifying = openWorker(functionEnv, {
    pushes,
    pushProvider: outbox.pushes,
    emailSender: outbox.emails,
    users: { emailOf: async (user) => `${user}@users.invalid` },
  });
  sideWork.read('notifications', notifications({ pushes }));
  sideWork.work('pushes', notifying.worker);

  let looking: Promise<void> = Promise.resolve();
  const look = async (): Promise<void> => {
    try {
      await notifying.releaseDue();
    } catch (error) {
      // The next look finds the same again.
      log.warn('notifications.not-released', { error: error instanceof Error ? error.name : 'unknown' });
    }
  };
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, lookEveryMs);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await looking;
      notifying.close();
    },
  };
}
