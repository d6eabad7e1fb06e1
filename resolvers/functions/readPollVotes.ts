import type { DynamoDBQueryRequest } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import type { VoteItem } from '../../adapters/dynamodb/layout/items.ts';
import { votePartition } from '../../adapters/dynamodb/layout/keys.ts';
import { messageIdOf } from '../../domain/vocabulary/identifiers.ts';
import { refusalOfReadingVotes } from '../../domain/vocabulary/voting.ts';
import type { Ctx, Found } from '../lib/context.ts';
import { foundMarks, marksAfter, messageOf, type ListingMarks } from '../lib/marks.ts';
import { refuse } from '../lib/refuse.ts';

/**
 * Reads who voted for what, by user id. Nobody voted in a poll that is deleted.
 *
 * In: `stash.slots`, `stash.afterUserId`, `stash.limit`. Out: `stash.marks`, `stash.exhausted`.
 */
export const request = (ctx: Ctx<ListingMarks<VoteItem>>): DynamoDBQueryRequest => {
  const { doing, sessionId, seq } = ctx.stash;
  const { messageKind, poll } = messageOf(ctx.stash);
  const refusal = refusalOfReadingVotes(messageKind, poll);
  if (refusal) return refuse(doing, refusal);
  if (!poll) {
    ctx.stash.exhausted = true;
    return runtime.earlyReturn();
  }
  return marksAfter(ctx.stash, votePartition(messageIdOf(sessionId, seq)));
};

export const response = (ctx: Ctx<ListingMarks<VoteItem>, Found<VoteItem> | null>) => {
  ctx.stash.marks = ctx.stash.marks.concat(foundMarks(ctx).items);
  return {};
};
