import type { DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import { slotKey } from '../../adapters/dynamodb/layout/keys.ts';
import { itemsOf, readTogether, slotIn, type Batch } from '../lib/batch.ts';
import type { Ctx } from '../lib/context.ts';
import { standingPins, type Pinned } from '../lib/pinned.ts';

/**
 * Reads the messages that a session's pins name, consistently; what is deleted is no longer kept at hand. Two rounds of `readRelated` after it make what they point at
 * ready to be shown.
 *
 * In: `stash.detail`. Out: `stash.slots`.
 */
export const request = (ctx: Ctx<Pinned>): DynamoDBBatchGetItemRequest => {
  const { sessionId } = ctx.stash;
  const pins = standingPins(ctx.stash);
  if (pins.length === 0) return runtime.earlyReturn(null, { skipTo: 'END' });
  return readTogether(
    ctx,
    pins.map(({ seq }) => slotKey(sessionId, seq)),
  );
};

export const response = (ctx: Ctx<Pinned, Batch | null>) => {
  const { doing, sessionId } = ctx.stash;
  const items = itemsOf(ctx, doing);
  ctx.stash.slots = standingPins(ctx.stash)
    .flatMap(({ seq }) => slotIn(items, sessionId, seq) ?? [])
    .filter((slot) => slot.entry === 'MESSAGE' && slot.deletedAt === undefined);
  return {};
};
