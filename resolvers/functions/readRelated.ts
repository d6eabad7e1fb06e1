import type { DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import { slotKey } from '../../adapters/dynamodb/layout/keys.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import { relatedToRead } from '../../domain/vocabulary/related.ts';
import { partOf, readTogether, slotIn, type Batch } from '../lib/batch.ts';
import type { Ctx } from '../lib/context.ts';
import { readingOf, type Relating } from '../lib/relating.ts';

/** What is read in one round. */
interface Round extends Relating {
  wanted: readonly number[];
}

/**
 * Reads what slots point at, consistently and after them: the messages that changed, what messages answer, what threads
 * start with. A round reads up to a hundred; a changed message's own quote and thread take a round after its own. What
 * the database leaves unread, the next round asks for again.
 *
 * In: `stash.slots`, `stash.related`, `stash.missing`. Out: the latter two, further on.
 */
export const request = (ctx: Ctx<Round>): DynamoDBBatchGetItemRequest => {
  const { sessionId } = ctx.stash;
  const wanted = relatedToRead(readingOf(ctx.stash), Limits.relatedPerRead);
  if (sessionId === undefined || wanted.length === 0) return runtime.earlyReturn();
  ctx.stash.wanted = wanted;
  return readTogether(
    ctx,
    wanted.map((seq) => slotKey(sessionId, seq)),
  );
};

export const response = (ctx: Ctx<Round, Batch | null>) => {
  const { doing, sessionId, wanted, related, missing } = ctx.stash;
  if (sessionId === undefined) return {};
  const { items, isUnread } = partOf(ctx, doing);
  const answered = wanted.filter((seq) => !isUnread(slotKey(sessionId, seq)));
  const found = answered.flatMap((seq) => slotIn(items, sessionId, seq) ?? []);
  ctx.stash.related = (related ?? []).concat(found);
  ctx.stash.missing = (missing ?? []).concat(answered.filter((seq) => !found.some((slot) => slot.seq === seq)));
  return {};
};
