import type { DynamoDBQueryRequest } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import type { MessageSlotItem, SlotItem } from '../../adapters/dynamodb/layout/items.ts';
import { logPartition, slotSortKey } from '../../adapters/dynamodb/layout/keys.ts';
import type { Ctx, Found } from '../lib/context.ts';
import { isFull, shownOf, type Paging, type Side } from '../lib/paging.ts';
import { refuseForNow } from '../lib/refuse.ts';

/** Positions that one round reads at most. */
const deepest = 1000;

/**
 * How many positions to read next: at first one more than the page, to know whether there is another one; then what is
 * missing takes where messages are as far apart as they were so far, and a little more.
 */
const depthOf = ({ limit, read, found }: Side): number => {
  const missing = limit + 1 - found.length;
  const apart = read / Math.max(found.length, 1);
  return read === 0 ? missing : Math.min(Math.ceil(missing * apart * 1.25) + 10, deepest);
};

/**
 * Reads on from a position in one direction, keeping the messages of the session's own course among the entries. Strongly
 * consistent: an acknowledged message is on the newest page at once.
 *
 * In: `stash.sides`. Out: the first of them that was not full, further on, and `stash.slots`, what the page shows so far.
 */
export const request = (ctx: Ctx<Paging>): DynamoDBQueryRequest => {
  const { sessionId, sides } = ctx.stash;
  const side = sides.find((one) => !isFull(one));
  if (!side) return runtime.earlyReturn();
  const { forward, from } = side;
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
    limit: depthOf(side),
    consistentRead: true,
  };
};

const isShown = (slot: SlotItem): slot is MessageSlotItem =>
  slot.entry === 'MESSAGE' && slot.threadRootSeq === undefined;

const readOn = (side: Side, { items, nextToken }: Found<SlotItem>): Side => ({
  ...side,
  from: items[items.length - 1]?.seq ?? side.from,
  read: side.read + items.length,
  found: side.found.concat(items.filter(isShown)),
  exhausted: !nextToken,
});

export const response = (ctx: Ctx<Paging, Found<SlotItem> | null>) => {
  const { doing, sides } = ctx.stash;
  const page = ctx.result;
  if (ctx.error || !page) return refuseForNow(doing);
  const current = sides.findIndex((one) => !isFull(one));
  ctx.stash.sides = sides.map((side, at) => (at === current ? readOn(side, page) : side));
  ctx.stash.slots = shownOf(ctx.stash.sides);
  return {};
};
