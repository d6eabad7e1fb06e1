import type { DynamoDBPutItemRequest } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import type { Ctx } from '../lib/context.ts';
import { voidSlot } from '../lib/seal.ts';
import type { Sending } from '../lib/sending.ts';

/**
 * A repeated send, or a reply whose thread is gone, took a position that it does not need: seals it, so that readers need not
 * wait out the grace time. A courtesy: where it fails, the next reader seals.
 *
 * In: `stash.seq`, `stash.claimedSeq`, `stash.refusal`.
 */
export const request = (ctx: Ctx<Sending>): DynamoDBPutItemRequest => {
  const { sessionId, seq, claimedSeq, refusal } = ctx.stash;
  // Where the transaction that wrote the claim was this very one, only its answer had been lost.
  const isUnused = refusal !== undefined || (claimedSeq !== undefined && claimedSeq !== seq);
  if (!seq || !isUnused) return runtime.earlyReturn();
  return { operation: 'PutItem', ...voidSlot(sessionId, seq) };
};

export const response = () => ({});
