import type { DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { systemUpdateFragment } from '../../domain/vocabulary/event-fragments.ts';
import { refusalOfReacting, refusalOfUnreacting } from '../../domain/vocabulary/message-changes.ts';
import type { Batch } from '../lib/batch.ts';
import type { Ctx } from '../lib/context.ts';
import { keepTarget, readTarget, wishOf } from '../lib/change-target.ts';
import { decideReaction, ownReactionIn, ownReactionKey, type Reacting } from '../lib/reacting.ts';
import { refuse } from '../lib/refuse.ts';
import { requireSelection } from '../lib/selection.ts';

/**
 * Reads what a reaction rests on, and decides about it: the session, the caller's membership, the message, and the
 * caller's reactions to it. Four read units.
 *
 * In: `stash.targetSeq`, `stash.emoji`, `stash.adds`. Out: `stash.target`, `stash.emojis`, `stash.nothing`.
 */
export const request = (ctx: Ctx<Reacting>): DynamoDBBatchGetItemRequest =>
  readTarget(ctx, [ownReactionKey(ctx.stash)]);

export const response = (ctx: Ctx<Reacting, Batch | null>) => {
  const items = keepTarget(ctx);
  const wish = wishOf(ctx.stash);
  const { doing, adds, target } = ctx.stash;
  if (target.messageKind === 'SYSTEM') requireSelection(ctx, doing, systemUpdateFragment);
  const refusal = adds ? refusalOfReacting(wish) : refusalOfUnreacting(wish);
  if (refusal) return refuse(doing, refusal);
  ctx.stash.emojis = ownReactionIn(items, ownReactionKey(ctx.stash))?.emojis ?? [];
  decideReaction(ctx);
  return ctx.stash.refusal ? refuse(doing, ctx.stash.refusal) : {};
};
