import { extensions, util } from '@aws-appsync/utils';
import type { SubscriptionOnCallSignalArgs } from '../generated/schema.ts';
import { callerOf } from './lib/caller.ts';
import { answerOfService, askService, type ServiceAnswer } from './lib/chat-service.ts';
import type { Ctx } from './lib/context.ts';
import { endWithCall } from './lib/ending.ts';

const doing = 'listen for signals';

export const request = (ctx: Ctx) => askService(ctx, doing);

/** Only what is addressed to whoever listens, who is in the call: the service says so, and in which session it is. */
export const response = (ctx: Ctx<object, ServiceAnswer | null, SubscriptionOnCallSignalArgs>): null => {
  const { userId } = callerOf(ctx, doing);
  const { callId } = ctx.args;
  const sessionId = `${answerOfService(ctx, doing)}`;
  extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter({ callId: { eq: callId }, to: { eq: userId } }));
  endWithCall(userId, sessionId, callId);
  return null;
};
