import { refusalOfEmoji } from '../domain/vocabulary/emoji.ts';
import type { MutationAddReactionArgs } from '../generated/schema.ts';
import type { Ctx } from './lib/context.ts';
import { prepareChange } from './lib/prepare-change.ts';
import type { Reacting } from './lib/reacting.ts';
import { refuse } from './lib/refuse.ts';

const doing = 'add the reaction';

export const request = (ctx: Ctx<Reacting, unknown, MutationAddReactionArgs>) => {
  const { emoji } = ctx.args;
  const refusal = refusalOfEmoji(emoji);
  if (refusal) return refuse(doing, refusal);
  ctx.stash.emoji = emoji;
  ctx.stash.adds = true;
  return prepareChange(ctx, doing);
};

export const response = (ctx: Ctx<Reacting>) => ctx.stash.shown ?? null;
