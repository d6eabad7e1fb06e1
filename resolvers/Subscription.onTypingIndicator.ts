import type { Context } from '@aws-appsync/utils';
import type { SubscriptionOnTypingIndicatorArgs } from '../generated/schema.ts';
import { limitToSession, prepareSubscription } from './lib/live.ts';

export const request = (ctx: Context<SubscriptionOnTypingIndicatorArgs>) => prepareSubscription(ctx, 'listen for typing');
export const response = (ctx: Context<SubscriptionOnTypingIndicatorArgs>) => limitToSession(ctx);
