import type { DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import { slotKey } from '../../adapters/dynamodb/layout/keys.ts';
import { boundsOf, isLastProbe, narrowed, probesWithin, type Bounds } from '../../domain/vocabulary/probing.ts';
import { partOf, readTogether, slotIn, type Batch } from '../lib/batch.ts';
import type { Ctx, Joined } from '../lib/context.ts';

/** A time on its way to the position it belongs to. */
export interface Probing extends Joined {
  /** Epoch milliseconds. */
  time: number;
  /** From the membership on. */
  bounds?: Bounds;
  /** Whether there is nothing more to look at. */
  settled: boolean;
}

const currentBounds = ({ bounds, meta }: Probing): Bounds => bounds ?? boundsOf(meta.lastSeq);

/**
 * Looks at up to a hundred positions at once, to find the first one at or after a time. Four rounds are enough for a log of
 * a hundred million, where few positions say nothing.
 *
 * In: `stash.time`, `stash.meta`. Out: `stash.bounds`, `stash.settled`.
 */
export const request = (ctx: Ctx<Probing>): DynamoDBBatchGetItemRequest => {
  const { sessionId, settled } = ctx.stash;
  const probes = probesWithin(currentBounds(ctx.stash));
  if (settled || probes.length === 0) return runtime.earlyReturn(null, { skipTo: 'END' });
  const keys = probes.map((seq) => slotKey(sessionId, seq));
  return readTogether(ctx, keys, false);
};

export const response = (ctx: Ctx<Probing, Batch | null>) => {
  const { doing, sessionId, time } = ctx.stash;
  const before = currentBounds(ctx.stash);
  const { items } = partOf(ctx, doing);
  const found = probesWithin(before).flatMap((seq) => {
    const slot = slotIn(items, sessionId, seq);
    // What was sealed says when it was given up, not when it was taken.
    return !slot || slot.entry === 'VOID' ? [] : { seq, at: util.time.parseISO8601ToEpochMilliSeconds(slot.at) };
  });
  ctx.stash.bounds = narrowed(before, found, time);
  ctx.stash.settled = isLastProbe(before);
  return {};
};
