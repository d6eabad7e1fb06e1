import { callSignalFragment } from '../domain/vocabulary/call-fragments.ts';
import type { CallSignal, MutationSendCallSignalArgs } from '../generated/schema.ts';
import { callerOf } from './lib/caller.ts';
import { answerOfService, askService, type ServiceAnswer } from './lib/chat-service.ts';
import type { Ctx } from './lib/context.ts';
import { requireSelection } from './lib/selection.ts';

const doing = 'send the signal';

export const request = (ctx: Ctx) => {
  requireSelection(ctx, doing, callSignalFragment);
  return askService(ctx, doing);
};

/** The service says whether it goes through; what goes through is kept nowhere. */
export const response = (ctx: Ctx<object, ServiceAnswer | null, MutationSendCallSignalArgs>): CallSignal => {
  answerOfService(ctx, doing);
  const { callId, to, kind, payload } = ctx.args.input;
  return { callId, from: callerOf(ctx, doing).userId, to, kind, payload };
};
