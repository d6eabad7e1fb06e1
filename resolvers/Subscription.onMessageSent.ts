import type { SubscriptionOnMessageSentArgs } from '../generated/schema.ts';
import type { Asked, Ctx, Joined } from './lib/context.ts';
import { listenAsAudience, prepareSubscription } from './lib/live.ts';

export const request = (ctx: Ctx<Asked, unknown, SubscriptionOnMessageSentArgs>) =>
  prepareSubscription(ctx, 'listen for messages');
export const response = (ctx: Ctx<Joined>) => listenAsAudience(ctx);
