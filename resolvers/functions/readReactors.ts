import type { DynamoDBQueryRequest } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import type { ReactionItem } from '../../adapters/dynamodb/layout/items.ts';
import { reactionPartition } from '../../adapters/dynamodb/layout/keys.ts';
import { messageIdOf } from '../../domain/vocabulary/identifiers.ts';
import type { Ctx, Found } from '../lib/context.ts';
import { foundMarks, marksAfter, messageOf, type ListingMarks } from '../lib/marks.ts';

/**
 * Reads who reacted, by user id. Who took all of their reactions back is passed over, so that it runs again where there
 * were such. Nobody reacted to a message that is deleted.
 *
 * In: `stash.slots`, `stash.afterUserId`, `stash.limit`. Out: `stash.marks`, `stash.exhausted`.
 */
export const request = (ctx: Ctx<ListingMarks<ReactionItem>>): DynamoDBQueryRequest => {
  const { sessionId, seq } = ctx.stash;
  if (!messageOf(ctx.stash).reactions) {
    ctx.stash.exhausted = true;
    return runtime.earlyReturn();
  }
  return marksAfter(ctx.stash, reactionPartition(messageIdOf(sessionId, seq)));
};

export const response = (ctx: Ctx<ListingMarks<ReactionItem>, Found<ReactionItem> | null>) => {
  const { items } = foundMarks(ctx);
  ctx.stash.marks = ctx.stash.marks.concat(items.filter(({ emojis }) => emojis && emojis.length > 0));
  return {};
};
