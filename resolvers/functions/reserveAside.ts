import type { DynamoDBUpdateItemRequest } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import type { MetaItem } from '../../adapters/dynamodb/layout/items.ts';
import type { Ctx } from '../lib/context.ts';
import type { ChangingMessage } from '../lib/changing-message.ts';
import { reservation, reservedBy } from '../lib/reserving.ts';

/**
 * Takes the next position of the log for a change of a message. Runs again only when the position it took before was given
 * up for dead.
 *
 * In: `stash.meta`; nothing to do where `stash.nothing` or `stash.refusal` says so. Out: `stash.seq`, `stash.at`.
 */
export const request = (ctx: Ctx<ChangingMessage>): DynamoDBUpdateItemRequest => {
  const { slots, nothing, refusal, seq } = ctx.stash;
  if (nothing && !seq) runtime.earlyReturn(null, { skipTo: 'END' });
  if (slots || nothing || refusal || seq) runtime.earlyReturn();
  const at = util.time.nowISO8601();
  ctx.stash.at = at;
  return reservation(ctx.stash, 'aside', at);
};

export const response = (ctx: Ctx<ChangingMessage, MetaItem | null>) => {
  ctx.stash.seq = reservedBy(ctx);
  return {};
};
