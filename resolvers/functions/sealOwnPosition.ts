import type { DynamoDBPutItemRequest } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import type { Ctx } from '../lib/context.ts';
import { voidSlot } from '../lib/seal.ts';
import type { Sending } from '../lib/sending.ts';

/**
 * A repeated send took a position it does not need: seals it, so that readers need not wait out the grace time. A
 * courtesy: where it fails, the next reader seals.
 *
 * In: `stash.seq`, `stash.claimedSeq`, `stash.message`.
 */
export const request = (ctx: Ctx<Sending>): DynamoDBPutItemRequest => {
  const { sessionId, seq, claimedSeq, message } = ctx.stash;
  // The transaction that wrote the claim was this one, and only its answer had been lost.
  if (!seq || seq === claimedSeq) return runtime.earlyReturn(message, { skipTo: 'END' });
  return { operation: 'PutItem', ...voidSlot(sessionId, seq) };
};

export const response = (ctx: Ctx<Sending>) => ctx.stash.message;
