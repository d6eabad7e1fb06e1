import type { Context, DynamoDBTransactWriteItemsRequest } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import { metaKey } from '../../adapters/dynamodb/layout/keys.ts';
import { voidSlotPut } from '../lib/seal.ts';
import { tableName } from '../lib/settings.ts';

/**
 * A repeated send took a position it does not need: seals it and takes its preview back, so that readers need not wait
 * out the grace time. A courtesy: where it fails, the next reader seals.
 *
 * In: `stash.seq`, `stash.claimedSeq`, `stash.message`.
 */
export const request = (ctx: Context): DynamoDBTransactWriteItemsRequest => {
  const { sessionId, seq, claimedSeq, message } = ctx.stash;
  // The transaction that wrote the claim was this one, and only its answer had been lost.
  if (!seq || seq === claimedSeq) runtime.earlyReturn(message, { skipTo: 'END' });
  return {
    operation: 'TransactWriteItems',
    transactItems: [
      voidSlotPut(ctx, sessionId, seq),
      {
        table: tableName(ctx, 'chat'),
        operation: 'UpdateItem',
        key: util.dynamodb.toMapValues({ ...metaKey(sessionId) }),
        update: { expression: 'SET preview = previewBefore, previewSeq = previewSeqBefore' },
        condition: {
          expression: 'previewSeq = :mine',
          expressionValues: util.dynamodb.toMapValues({ ':mine': seq }),
          returnValuesOnConditionCheckFailure: false,
        },
      },
    ],
  };
};

export const response = (ctx: Context) => ctx.stash.message;
