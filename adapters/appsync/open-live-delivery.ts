import { setTimeout as pause } from 'node:timers/promises';
import type { CallEvents } from '../../application/ports/call-events.ts';
import type { LiveDelivery } from '../../application/ports/live-delivery.ts';
import { AppSyncCallEvents } from './call-events.ts';
import { AppSyncLiveDelivery } from './live-delivery.ts';
import type { ApiAccess } from './signed-requests.ts';
import { SignedRequests } from './signed-requests.ts';
import type { TellingParts, Undelivered } from './telling.ts';

/** Live delivery through an API, by this machine's clock and chance. */
export const openLiveDelivery = (access: ApiAccess, report: (undelivered: Undelivered) => void): LiveDelivery =>
  new AppSyncLiveDelivery(partsOf(access, report));

/** The same for what happens in calls. */
export const openCallEvents = (access: ApiAccess, report: (undelivered: Undelivered) => void): CallEvents =>
  new AppSyncCallEvents(partsOf(access, report));

const partsOf = (access: ApiAccess, report: (undelivered: Undelivered) => void): TellingParts => ({
  requests: new SignedRequests(access),
  elapsed: () => performance.now(),
  random: () => Math.random(),
  pause: async (ms) => {
    await pause(ms);
  },
  report,
});
