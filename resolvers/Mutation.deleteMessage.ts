import type { MutationDeleteMessageArgs } from '../generated/schema.ts';
import type { ChangingMessage } from './lib/changing-message.ts';
import type { Ctx } from './lib/context.ts';
import { prepareChange } from './lib/prepare-change.ts';

export const request = (ctx: Ctx<ChangingMessage, unknown, MutationDeleteMessageArgs>) =>
  prepareChange(ctx, 'delete the message');
export const response = (ctx: Ctx<ChangingMessage>) => ctx.stash.shown ?? null;
