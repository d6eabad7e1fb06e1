import type { SubscriptionOnCallEventArgs } from '../generated/schema.ts';
import type { Asked, Ctx, Joined } from './lib/context.ts';
import { listenToSession, prepareSubscription } from './lib/live.ts';

export const request = (ctx: Ctx<Asked, unknown, SubscriptionOnCallEventArgs>) =>
  prepareSubscription(ctx, 'listen for calls');
export const response = (ctx: Ctx<Joined>) => listenToSession(ctx);
