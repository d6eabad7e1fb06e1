import type { Context } from '@aws-appsync/utils';
import type { SubscriptionOnMessageSentArgs } from '../generated/schema.ts';
import { limitToSession, prepareSubscription } from './lib/live.ts';

export const request = (ctx: Context<SubscriptionOnMessageSentArgs>) => prepareSubscription(ctx, 'listen for messages');
export const response = (ctx: Context<SubscriptionOnMessageSentArgs>) => limitToSession(ctx);
