import type { MutationRemoveReactionArgs } from '../generated/schema.ts';
import type { Ctx } from './lib/context.ts';
import { answerChange } from './lib/message-change.ts';
import { prepareReaction, type Reacting } from './lib/reacting.ts';

export const request = (ctx: Ctx<Reacting, unknown, MutationRemoveReactionArgs>) =>
  prepareReaction(ctx, 'remove the reaction', false);
export const response = (ctx: Ctx<Reacting>) => answerChange(ctx);
