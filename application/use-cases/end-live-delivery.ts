import { done } from '../../domain/shared/result.ts';
import type { LiveDelivery } from '../ports/live-delivery.ts';
import type { LiveService } from '../ports/live-service.ts';

/**
 * Ends what a user hears of others' presence, and of calls. What is said in sessions is ended by the mutation that asks for this: AppSync
 * ends subscriptions to at most five fields a request (docs/adr/0017).
 */
export function endLiveDelivery({
  live,
}: {
  readonly live: Pick<LiveDelivery, 'endPresenceFor' | 'endCallsFor'>;
}): LiveService['endLiveDelivery'] {
  return async (user) => {
    await Promise.all([live.endPresenceFor(user), live.endCallsFor(user)]);
    return done(true);
  };
}
