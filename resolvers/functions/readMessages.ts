import type { DynamoDBQueryRequest } from '@aws-appsync/utils';
import { util } from '@aws-appsync/utils';
import type { SlotItem } from '../../adapters/dynamodb/layout/items.ts';
import { logPartition, slotSortKey } from '../../adapters/dynamodb/layout/keys.ts';
import type { Ctx, Found } from '../lib/context.ts';
import { isFull, shownWith, type Paging, type Side } from '../lib/paging.ts';
import { refuseForNow } from '../lib/refuse.ts';
import { goOnToRelated } from '../lib/relating.ts';

/** Positions that one round reads at most. */
const deepest = 1000;

/**
 * How many positions to read next: at first one more than the page, to know whether there is another one; then what is
 * missing takes where messages are as far apart as they were so far, and a little more.
 */
const depthOf = ({ limit, read, found }: Side): number => {
  const missing = limit + 1 - found;
  const apart = read / Math.max(found, 1);
  return read === 0 ? missing : Math.min(Math.ceil(missing * apart * 1.1) + 10, deepest);
};

/**
 * Reads on from a position in one direction, keeping the messages of the session's own course among the entries. Strongly
 * consistent: an acknowledged message is on the newest page at once.
 *
 * In: `stash.sides`, `stash.meta`. Out: the first side that was not full, further on, and `stash.slots`.
 */
export const request = (ctx: Ctx<Paging>): DynamoDBQueryRequest => {
  const { sessionId, sides } = ctx.stash;
  const side = sides.find((one) => !isFull(one));
  if (!side) return goOnToRelated(ctx.stash);
  return {
    operation: 'Query',
    query: {
      expression: side.forward ? 'pk = :log AND sk > :from' : 'pk = :log AND sk < :from',
      expressionValues: util.dynamodb.toMapValues({
        ':log': logPartition(sessionId),
        ':from': slotSortKey(startOf(ctx.stash, side)),
      }),
    },
    filter: {
      expression:
        'entry = :message AND attribute_not_exists(threadRootSeq) AND (attribute_not_exists(expiresAt) OR expiresAt > :now)',
      expressionValues: util.dynamodb.toMapValues({ ':message': 'MESSAGE', ':now': util.time.nowEpochSeconds() }),
    },
    scanIndexForward: side.forward,
    limit: depthOf(side),
    consistentRead: true,
  };
};

/** Without a cursor: from the end, where nothing acknowledged before this request lies beyond. */
const startOf = ({ meta }: Paging, { from }: Side): number => from ?? meta.lastSeq + 1;

/**
 * Where reading stopped, at least as far as that is sure: the filter keeps the last position to itself. It may be further
 * on, where positions are still open, never nearer.
 */
const stoppedAt = (start: number, side: Side, { items, scannedCount }: Found<SlotItem>): number => {
  const last = items[items.length - 1]?.seq ?? start;
  return side.forward ? Math.max(start + scannedCount, last) : Math.min(start - scannedCount, last);
};

export const response = (ctx: Ctx<Paging, Found<SlotItem> | null>) => {
  const { doing, sides, slots } = ctx.stash;
  const page = ctx.result;
  const current = sides.findIndex((one) => !isFull(one));
  const side = sides[current];
  if (ctx.error || !page || !side) return refuseForNow(doing);
  const next: Side = {
    ...side,
    from: stoppedAt(startOf(ctx.stash, side), side, page),
    read: side.read + page.scannedCount,
    found: side.found + page.items.length,
    exhausted: !page.nextToken,
  };
  ctx.stash.slots = shownWith(slots, side, page.items);
  ctx.stash.sides = sides.map((one, at) => (at === current ? next : one));
  return {};
};
