import type { Outbox } from '../adapters/outbox/outbox.ts';
import { openNotifying as openWorker } from '../adapters/lambda/compose-notices.ts';
import { PushRouter } from '../adapters/push/router.ts';
import type { VapidKeys } from '../adapters/push/vapid-keys.ts';
import { WebPushProvider } from '../adapters/push/web-push.ts';
import type { Environment } from '../adapters/lambda/settings.ts';
import type { StoredJob } from '../application/notifications/jobs.ts';
import { notifications } from '../application/policies/notifications.ts';
import { instantOf } from '../domain/shared/instant.ts';
import type { Clock, Log } from './contract.ts';
import type { SideWork } from './side-work/side-work.ts';

export interface NotifyingParts {
  readonly functionEnv: Environment;
  readonly sideWork: Pick<SideWork, 'queue' | 'read' | 'work'>;
  readonly outbox: Pick<Outbox, 'pushes' | 'emails'>;
  /** Browsers are pushed to with these; without them the outbox takes what is for browsers, too. */
  readonly vapid: VapidKeys | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

/** On AWS a rule calls once a minute; here it costs nothing to look more often. */
const lookEveryMs = 10_000;

/**
 * Notifications on this machine: the same reader, worker and schedule as on AWS, with the outbox for Apple, Google, mail
 * servers and, where there are no keys for them, browsers. Everyone has an address there, at a domain that is nobody's (RFC 2606).
 */
export function openNotifying(parts: NotifyingParts): { stop(): Promise<void> } {
  const { functionEnv, sideWork, outbox, log } = parts;
  const browsers = browserPushes(parts);
  const pushes = sideWork.queue<StoredJob>('pushes');
  const notifying = openWorker(functionEnv, {
    pushes,
    pushProvider: new PushRouter({ IOS: outbox.pushes, ANDROID: outbox.pushes, WEB: browsers ?? outbox.pushes }),
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
      browsers?.close();
    },
  };
}

const browserPushes = ({ vapid, clock, log }: NotifyingParts): WebPushProvider | undefined =>
  vapid === undefined
    ? undefined
    : new WebPushProvider({
        keys: vapid,
        clock: { now: () => instantOf(Math.trunc(clock.now())) },
        report: (trouble) => log.warn('push.not-sent', { ...trouble }),
      });
