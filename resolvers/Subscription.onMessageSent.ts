import type { SubscriptionOnMessageSentArgs } from '../generated/schema.ts';
import type { Asked, Ctx } from './lib/context.ts';
import { limitToSession, prepareSubscription } from './lib/live.ts';

export const request = (ctx: Ctx<Asked, unknown, SubscriptionOnMessageSentArgs>) =>
  prepareSubscription(ctx, 'listen for messages');
export const response = (ctx: Ctx<Asked>) => limitToSession(ctx);
