import type { QueryThreadReadStateArgs, ThreadReadState } from '../generated/schema.ts';
import type { Ctx } from './lib/context.ts';
import { beginWithMessage } from './lib/reading.ts';
import { answerThreadState, type Threading } from './lib/threads.ts';

export const request = (ctx: Ctx<Threading, unknown, QueryThreadReadStateArgs>) => {
  ctx.stash.unreadOnly = true;
  return beginWithMessage(ctx, 'read the state of the thread');
};

export const response = (ctx: Ctx<Threading>): ThreadReadState => answerThreadState(ctx.stash);
