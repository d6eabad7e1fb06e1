import { refusalOfEmoji } from '../domain/vocabulary/emoji.ts';
import type { MutationRemoveReactionArgs } from '../generated/schema.ts';
import type { Ctx } from './lib/context.ts';
import { prepareChange } from './lib/prepare-change.ts';
import type { Reacting } from './lib/reacting.ts';
import { refuse } from './lib/refuse.ts';

const doing = 'remove the reaction';

export const request = (ctx: Ctx<Reacting, unknown, MutationRemoveReactionArgs>) => {
  const { emoji } = ctx.args;
  const refusal = refusalOfEmoji(emoji);
  if (refusal) return refuse(doing, refusal);
  ctx.stash.emoji = emoji;
  ctx.stash.adds = false;
  return prepareChange(ctx, doing);
};

export const response = (ctx: Ctx<Reacting>) => ctx.stash.shown ?? null;
