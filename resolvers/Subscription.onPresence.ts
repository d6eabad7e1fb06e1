import type { SubscriptionOnPresenceArgs } from '../generated/schema.ts';
import { callerOf } from './lib/caller.ts';
import { answerOfService, askService, type ServiceAnswer } from './lib/chat-service.ts';
import type { Ctx } from './lib/context.ts';
import { endWithSession } from './lib/ending.ts';
import { limitToChannels } from './lib/watching.ts';

const doing = 'listen for presence';

export const request = (ctx: Ctx) => askService(ctx, doing);

export const response = (ctx: Ctx<object, ServiceAnswer | null, SubscriptionOnPresenceArgs>): null => {
  const visible = answerOfService(ctx, doing);
  limitToChannels(Array.isArray(visible) ? visible.map((userId) => `${userId}`) : []);
  endWithSession(callerOf(ctx, doing).userId, ctx.args.sessionId);
  return null;
};
