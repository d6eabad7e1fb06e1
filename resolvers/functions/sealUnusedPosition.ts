import type { DynamoDBPutItemRequest } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import type { Ctx } from '../lib/context.ts';
import type { ChangingMessage } from '../lib/changing-message.ts';
import { voidSlot } from '../lib/seal.ts';

/**
 * A change that turned out to be none any more, or not to be allowed any more, took a position that it does not need: seals
 * it, so that readers need not wait out the grace time. A courtesy: where it fails, the next reader seals.
 *
 * In: `stash.seq`, `stash.slots`.
 */
export const request = (ctx: Ctx<ChangingMessage>): DynamoDBPutItemRequest => {
  const { sessionId, seq, slots } = ctx.stash;
  if (slots || !seq) return runtime.earlyReturn();
  return { operation: 'PutItem', ...voidSlot(sessionId, seq) };
};

export const response = () => ({});
