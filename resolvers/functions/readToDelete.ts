import type { DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { refusalOfDeleting } from '../../domain/vocabulary/message-changes.ts';
import type { Batch } from '../lib/batch.ts';
import type { Ctx } from '../lib/context.ts';
import { keepTarget, readTarget, wishOf } from '../lib/change-target.ts';
import type { ChangingMessage } from '../lib/changing-message.ts';
import { refuse } from '../lib/refuse.ts';

/**
 * Reads what a deletion rests on, and decides about it. Three read units for a message of at most 4 KB.
 *
 * In: `stash.targetSeq`. Out: `stash.target`, `stash.nothing`.
 */
export const request = (ctx: Ctx<ChangingMessage>): DynamoDBBatchGetItemRequest => readTarget(ctx, []);

export const response = (ctx: Ctx<ChangingMessage, Batch | null>) => {
  keepTarget(ctx, { leavesContent: false });
  const { doing, target } = ctx.stash;
  ctx.stash.nothing = target.deletedAt !== undefined;
  const refusal = ctx.stash.nothing ? undefined : refusalOfDeleting(wishOf(ctx.stash));
  return refusal ? refuse(doing, refusal) : {};
};
