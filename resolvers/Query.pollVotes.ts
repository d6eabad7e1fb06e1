import type { VoteItem } from '../adapters/dynamodb/layout/items.ts';
import type { PollVoteConnection, QueryPollVotesArgs } from '../generated/schema.ts';
import type { Ctx } from './lib/context.ts';
import { beginMarks, pageInfoOfMarks, pageOfMarks, type ListingMarks } from './lib/marks.ts';

type Stash = ListingMarks<VoteItem>;

export const request = (ctx: Ctx<Stash, unknown, QueryPollVotesArgs>) => beginMarks(ctx, 'list the votes', 'votes');

export const response = (ctx: Ctx<Stash, unknown, QueryPollVotesArgs>): PollVoteConnection => ({
  items: pageOfMarks(ctx.stash).map(({ sk, optionIds }) => ({ userId: sk, optionIds })),
  pageInfo: pageInfoOfMarks(ctx),
});
