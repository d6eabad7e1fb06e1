import { setTimeout as pause } from 'node:timers/promises';
import type { LiveDelivery } from '../../application/ports/live-delivery.ts';
import type { Undelivered } from './live-delivery.ts';
import { AppSyncLiveDelivery } from './live-delivery.ts';
import type { ApiAccess } from './signed-requests.ts';
import { SignedRequests } from './signed-requests.ts';

/** Live delivery through an API, by this machine's clock and chance. */
export const openLiveDelivery = (access: ApiAccess, report: (undelivered: Undelivered) => void): LiveDelivery =>
  new AppSyncLiveDelivery({
    requests: new SignedRequests(access),
    elapsed: () => performance.now(),
    random: () => Math.random(),
    pause: async (ms) => {
      await pause(ms);
    },
    report,
  });
