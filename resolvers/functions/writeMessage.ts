import type { DynamoDBTransactWriteItemsRequest } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import type { ClaimItem } from '../../adapters/dynamodb/layout/items.ts';
import { claimKey, slotKey } from '../../adapters/dynamodb/layout/keys.ts';
import { Durations } from '../../domain/vocabulary/limits.ts';
import { LogEntryKind } from '../../domain/vocabulary/messages.ts';
import { refuseForNow } from '../lib/refuse.ts';
import { toMessage } from '../lib/shapes.ts';
import { tableName } from '../lib/settings.ts';
import type { Ctx } from '../lib/context.ts';
import type { Sending } from '../lib/sending.ts';

const conditionFailed = 'ConditionalCheckFailed';

/** Why a transaction was cancelled, item by item. */
interface Cancelled {
  readonly cancellationReasons?: readonly { readonly type: string; readonly item?: ClaimItem | null }[];
}

/**
 * Writes the message at the reserved position, and the claim that makes its client message id name this position: both
 * or neither, each only where nothing is yet. Four write units at 1 KB.
 *
 * In: `stash.seq`, `stash.at`, `stash.draft`. Out, one of: `stash.message` (durable, acknowledged), `stash.claimedSeq`
 * (the id was sent before), or no `stash.seq` (the position was given up for dead: reserve anew). A transaction that
 * met another one on the same items keeps its position and is tried again in the next round.
 */
export const request = (ctx: Ctx<Sending>): DynamoDBTransactWriteItemsRequest => {
  const { sessionId, userId, draft, seq, at, message, claimedSeq } = ctx.stash;
  if (message) runtime.earlyReturn(message, { skipTo: 'END' });
  if (claimedSeq || !seq || !at) return runtime.earlyReturn();
  const key = slotKey(sessionId, seq);
  const attributes = {
    seq,
    entry: LogEntryKind.MESSAGE,
    at,
    messageKind: draft.kind,
    text: draft.text,
    senderId: userId,
    senderName: draft.senderName,
    clientMessageId: draft.clientMessageId,
  };
  ctx.stash.slot = { ...key, ...attributes };
  const unwritten = { expression: 'attribute_not_exists(pk)' };
  return {
    operation: 'TransactWriteItems',
    transactItems: [
      {
        table: tableName(ctx, 'chat'),
        operation: 'PutItem',
        key: util.dynamodb.toMapValues({ ...key }),
        attributeValues: util.dynamodb.toMapValues(attributes),
        condition: { ...unwritten, returnValuesOnConditionCheckFailure: false },
      },
      {
        table: tableName(ctx, 'guards'),
        operation: 'PutItem',
        key: util.dynamodb.toMapValues({ ...claimKey(sessionId, userId, draft.clientMessageId) }),
        attributeValues: util.dynamodb.toMapValues({
          seq,
          expiresAt: util.time.nowEpochSeconds() + Durations.claimSeconds,
        }),
        condition: { ...unwritten, returnValuesOnConditionCheckFailure: true },
      },
    ],
  };
};

export const response = (ctx: Ctx<Sending, Cancelled | null>) => {
  const { doing, sessionId, slot } = ctx.stash;
  if (!ctx.error && slot) {
    ctx.stash.message = toMessage(sessionId, slot);
    return ctx.stash.message;
  }
  if (ctx.error?.type !== 'DynamoDB:TransactionCanceledException') return refuseForNow(doing);
  const [onSlot, onClaim] = ctx.result?.cancellationReasons ?? [];
  if (onClaim?.type === conditionFailed && onClaim.item) {
    ctx.stash.claimedSeq = onClaim.item.seq;
  } else if (onSlot?.type === conditionFailed) {
    ctx.stash.seq = null;
  }
  return {};
};
