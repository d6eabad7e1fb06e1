import type { ReactionItem } from '../adapters/dynamodb/layout/items.ts';
import type { QueryReactorsArgs, ReactorConnection } from '../generated/schema.ts';
import type { Ctx } from './lib/context.ts';
import { beginMarks, pageInfoOfMarks, pageOfMarks, type ListingMarks } from './lib/marks.ts';

type Stash = ListingMarks<ReactionItem>;

export const request = (ctx: Ctx<Stash, unknown, QueryReactorsArgs>) =>
  beginMarks(ctx, 'list the reactions', 'reactors');

export const response = (ctx: Ctx<Stash, unknown, QueryReactorsArgs>): ReactorConnection => ({
  items: pageOfMarks(ctx.stash).map(({ sk, emojis }) => ({ userId: sk, emojis: (emojis ?? []).slice().sort() })),
  pageInfo: pageInfoOfMarks(ctx),
});
