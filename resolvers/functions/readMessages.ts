import type { DynamoDBQueryRequest } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import type { MessageSlotItem, SlotItem } from '../../adapters/dynamodb/layout/items.ts';
import { logPartition, slotSortKey } from '../../adapters/dynamodb/layout/keys.ts';
import type { Ctx, Found } from '../lib/context.ts';
import type { Paging } from '../lib/paging.ts';
import { refuseForNow } from '../lib/refuse.ts';

/**
 * Reads on from a position in one direction, keeping the messages among the entries. One more than the page is read, to
 * know whether there is another page. Strongly consistent: an acknowledged message is on the newest page at once.
 *
 * In: `stash.from` (null: from the end), `stash.forward`, `stash.limit`. Out: `stash.messages`, `stash.from`,
 * `stash.exhausted`.
 */
export const request = (ctx: Ctx<Paging>): DynamoDBQueryRequest => {
  const { sessionId, forward, from, limit, messages, exhausted } = ctx.stash;
  const wanted = limit + 1 - messages.length;
  if (exhausted || wanted <= 0) runtime.earlyReturn(null, { skipTo: 'END' });
  const log = { ':log': logPartition(sessionId) };
  return {
    operation: 'Query',
    query:
      from === null
        ? { expression: 'pk = :log', expressionValues: util.dynamodb.toMapValues(log) }
        : {
            expression: forward ? 'pk = :log AND sk > :from' : 'pk = :log AND sk < :from',
            expressionValues: util.dynamodb.toMapValues({ ...log, ':from': slotSortKey(from) }),
          },
    scanIndexForward: forward,
    limit: wanted,
    consistentRead: true,
  };
};

export const response = (ctx: Ctx<Paging, Found<SlotItem> | null>) => {
  if (ctx.error || !ctx.result) return refuseForNow(ctx.stash.doing);
  const slots = ctx.result.items;
  const found = slots.filter((slot): slot is MessageSlotItem => slot.entry === 'MESSAGE');
  ctx.stash.messages = ctx.stash.messages.concat(found);
  ctx.stash.exhausted = !ctx.result.nextToken;
  const furthest = slots[slots.length - 1];
  if (furthest) ctx.stash.from = furthest.seq;
  return {};
};
