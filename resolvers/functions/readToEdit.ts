import type { DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { isSameContent, recomposed } from '../../domain/vocabulary/editing.ts';
import { refusalOfEditing } from '../../domain/vocabulary/message-changes.ts';
import type { MutationEditMessageArgs } from '../../generated/schema.ts';
import type { Batch } from '../lib/batch.ts';
import { keepTarget, readTarget, wishOf } from '../lib/change-target.ts';
import { contentWish } from '../lib/content-wish.ts';
import type { Ctx } from '../lib/context.ts';
import type { Editing } from '../lib/editing.ts';
import { refuse } from '../lib/refuse.ts';

/**
 * Reads what an edit rests on, and decides about it. Three read units for a message of at most 4 KB.
 *
 * In: `stash.targetSeq`. Out: `stash.target`, and `stash.composed` or `stash.nothing`.
 */
export const request = (ctx: Ctx<Editing>): DynamoDBBatchGetItemRequest => readTarget(ctx, []);

export const response = (ctx: Ctx<Editing, Batch | null, MutationEditMessageArgs>) => {
  keepTarget(ctx);
  const { doing, target } = ctx.stash;
  const refusal = refusalOfEditing(wishOf(ctx.stash));
  if (refusal) return refuse(doing, refusal);
  const composed = recomposed(target.messageKind, contentWish(ctx.args.content));
  if (!composed.ok) return refuse(doing, composed.refusal);
  if (isSameContent(target, composed.value)) {
    ctx.stash.nothing = true;
    return {};
  }
  ctx.stash.composed = { kind: target.messageKind, parts: composed.value };
  return {};
};
