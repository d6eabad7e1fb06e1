import type { SubscriptionOnTypingIndicatorArgs } from '../generated/schema.ts';
import { callerOf } from './lib/caller.ts';
import { answerOfService, askService, type ServiceAnswer } from './lib/chat-service.ts';
import type { Ctx } from './lib/context.ts';
import { endWithSession } from './lib/ending.ts';
import { limitToOthers, readLeftOut } from './lib/typing.ts';

const doing = 'listen for typing';

export const request = (ctx: Ctx) => askService(ctx, doing);

export const response = (ctx: Ctx<object, ServiceAnswer | null, SubscriptionOnTypingIndicatorArgs>): null => {
  const { leftOut, untilJoin } = readLeftOut(answerOfService(ctx, doing));
  limitToOthers(ctx.args.sessionId, leftOut);
  endWithSession(callerOf(ctx, doing).userId, ctx.args.sessionId, untilJoin);
  return null;
};
