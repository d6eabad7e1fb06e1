import { callerOf } from './lib/caller.ts';
import { answerOfService, askService, type ServiceAnswer } from './lib/chat-service.ts';
import type { Ctx } from './lib/context.ts';
import { endSubscriptions, sessionFields } from './lib/ending.ts';

const doing = 'end the live delivery';

/** AppSync ends subscriptions to at most five fields a request: presence, the sixth, is ended by the service's own. */
export const request = (ctx: Ctx) => askService(ctx, doing);

export const response = (ctx: Ctx<object, ServiceAnswer | null>): unknown => {
  endSubscriptions(sessionFields, { scope: 'ALL', userId: callerOf(ctx, doing).userId });
  return answerOfService(ctx, doing);
};
