import type { DynamoDBTransactWriteItemsRequest } from '@aws-appsync/utils';
import { util } from '@aws-appsync/utils';
import { abandonedPositions } from '../../domain/vocabulary/session-log.ts';
import { voidSlot } from '../lib/seal.ts';
import { tableName } from '../lib/settings.ts';
import type { CatchingUp } from '../lib/catching-up.ts';
import type { Ctx } from '../lib/context.ts';
import { goOnToRelated } from '../lib/relating.ts';

/**
 * Declares abandoned positions empty for ever. All of them or none: where a writer was merely slow and wins one of the
 * races, the read that follows shows its entry, and the next reader seals the rest.
 *
 * In: `stash.slots`, `stash.exhausted`, `stash.meta`. Out: `stash.sealed`, the positions tried.
 */
export const request = (ctx: Ctx<CatchingUp>): DynamoDBTransactWriteItemsRequest => {
  const { sessionId, after, slots, exhausted, meta } = ctx.stash;
  const abandoned = abandonedPositions(
    {
      after,
      slots: (slots ?? []).map((slot) => ({ seq: slot.seq, at: util.time.parseISO8601ToEpochMilliSeconds(slot.at) })),
      exhausted,
      lastSeq: meta.lastSeq,
      lastActivityAt: util.time.parseISO8601ToEpochMilliSeconds(meta.lastActivityAt),
    },
    util.time.nowEpochMilliSeconds(),
  );
  if (abandoned.length === 0) goOnToRelated(ctx.stash);
  ctx.stash.sealed = abandoned;
  const table = tableName(ctx, 'chat');
  return {
    operation: 'TransactWriteItems',
    transactItems: abandoned.map((seq) => {
      const seal = voidSlot(sessionId, seq);
      return {
        ...seal,
        table,
        operation: 'PutItem' as const,
        condition: { ...seal.condition, returnValuesOnConditionCheckFailure: false },
      };
    }),
  };
};

/** Whether it worked shows in the slots, which are read again. */
export const response = () => ({});
