import type { MutationDeleteMessageArgs } from '../generated/schema.ts';
import type { Ctx } from './lib/context.ts';
import { answerChange, prepareChange, type ChangingMessage } from './lib/message-change.ts';

export const request = (ctx: Ctx<ChangingMessage, unknown, MutationDeleteMessageArgs>) =>
  prepareChange(ctx, 'delete the message');
export const response = (ctx: Ctx<ChangingMessage>) => answerChange(ctx);
