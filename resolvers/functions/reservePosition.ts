import type { DynamoDBUpdateItemRequest } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import type { MetaItem } from '../../adapters/dynamodb/layout/items.ts';
import type { Ctx } from '../lib/context.ts';
import { reservation, reservedBy } from '../lib/reserving.ts';
import type { Sending } from '../lib/sending.ts';

/**
 * Takes the next position of the log for a message. Runs again only when the position it took before was given up for dead.
 *
 * In: `stash.meta`. Out: `stash.seq`, `stash.at`: when it was taken, to the accuracy of a clock: order is the position's
 * alone.
 */
export const request = (ctx: Ctx<Sending>): DynamoDBUpdateItemRequest => {
  const { draft, slots, claimedSeq, refusal, seq } = ctx.stash;
  // Only a reply has something left to do once it is written: to read what its thread has become.
  if (slots && draft.threadRoot === null) runtime.earlyReturn(null, { skipTo: 'END' });
  if (slots || claimedSeq || refusal || seq) runtime.earlyReturn();
  const at = util.time.nowISO8601();
  ctx.stash.at = at;
  return reservation(ctx.stash, draft.threadRoot === null ? 'message' : 'aside', at);
};

export const response = (ctx: Ctx<Sending, MetaItem | null>) => {
  ctx.stash.seq = reservedBy(ctx);
  return {};
};
