import type { MutationMarkThreadAsReadArgs, ThreadReadState } from '../generated/schema.ts';
import type { Ctx } from './lib/context.ts';
import { beginWithMessage } from './lib/reading.ts';
import { answerThreadState, type Threading } from './lib/threads.ts';

export const request = (ctx: Ctx<Threading, unknown, MutationMarkThreadAsReadArgs>) =>
  beginWithMessage(ctx, 'mark the thread as read');

export const response = (ctx: Ctx<Threading>): ThreadReadState => answerThreadState(ctx.stash);
