import type { SubscriptionOnMessageUpdatedArgs } from '../generated/schema.ts';
import type { Asked, Ctx, Joined } from './lib/context.ts';
import { listenToSession, prepareSubscription } from './lib/live.ts';

export const request = (ctx: Ctx<Asked, unknown, SubscriptionOnMessageUpdatedArgs>) =>
  prepareSubscription(ctx, 'listen for changes of messages');
export const response = (ctx: Ctx<Joined>) => listenToSession(ctx);
