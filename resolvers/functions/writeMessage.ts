import type { DynamoDBTransactWriteItemsRequest } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import type { ClaimItem, MessageSlotItem } from '../../adapters/dynamodb/layout/items.ts';
import { fileTaken } from '../../adapters/dynamodb/layout/file-updates.ts';
import { claimKey, fileKey, slotKey } from '../../adapters/dynamodb/layout/keys.ts';
import { messageIdOf } from '../../domain/vocabulary/identifiers.ts';
import { Durations } from '../../domain/vocabulary/limits.ts';
import { missingMessage } from '../../domain/vocabulary/message-changes.ts';
import { LogEntryKind } from '../../domain/vocabulary/messages.ts';
import { expiryOf } from '../../domain/vocabulary/retention.ts';
import type { Ctx } from '../lib/context.ts';
import { updateOf, type Write } from '../lib/change-write.ts';
import { refuseForNow, tryAgain } from '../lib/refuse.ts';
import type { Sending } from '../lib/sending.ts';
import { tableName } from '../lib/settings.ts';

const conditionFailed = 'ConditionalCheckFailed';
const unwritten = { expression: 'attribute_not_exists(pk)' };

/** Why a transaction was cancelled, item by item. */
interface Cancelled {
  readonly cancellationReasons?: readonly { readonly type: string; readonly item?: ClaimItem | null }[];
}

/** The message as it is stored. What most messages do without is absent. */
const slotOf = (stash: Sending, seq: number, at: string): MessageSlotItem => {
  const { sessionId, userId, draft, composed, alias, mentions, meta } = stash;
  const expiresAt = expiryOf(meta.retentionDays ?? 0, util.time.parseISO8601ToEpochMilliSeconds(at));
  return {
    ...slotKey(sessionId, seq),
    seq,
    entry: LogEntryKind.MESSAGE,
    at,
    messageKind: composed.kind,
    ...composed.parts,
    senderId: userId,
    senderName: draft.senderName,
    clientMessageId: draft.clientMessageId,
    ...(alias === undefined ? {} : { alias }),
    ...(mentions.length === 0 ? {} : { mentions }),
    ...(draft.replyTo === null ? {} : { replyToSeq: draft.replyTo }),
    ...(draft.threadRoot === null
      ? {}
      : { threadRootSeq: draft.threadRoot, threadKey: messageIdOf(sessionId, draft.threadRoot) }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
};

/** Counts a reply at the message that its thread starts with, while that is not deleted and in no thread itself. */
const countReply = (ctx: Pick<Ctx, 'env'>, { sessionId }: Sending, root: number, at: string) => ({
  table: tableName(ctx, 'chat'),
  operation: 'UpdateItem' as const,
  key: util.dynamodb.toMapValues({ ...slotKey(sessionId, root) }),
  update: {
    expression:
      'SET lastReplyAt = :at, version = if_not_exists(version, :one) + :one, replyCount = if_not_exists(replyCount, :zero) + :one',
    expressionValues: util.dynamodb.toMapValues({ ':at': at, ':zero': 0, ':one': 1 }),
  },
  condition: {
    expression: 'entry = :message AND attribute_not_exists(deletedAt) AND attribute_not_exists(threadRootSeq)',
    expressionValues: util.dynamodb.toMapValues({ ':message': LogEntryKind.MESSAGE }),
    returnValuesOnConditionCheckFailure: false,
  },
});

/** The file goes with this message from now on, if it is as the message shows it and goes with no other. */
const takeFile = (ctx: Ctx<Sending>, { seq, attachment }: MessageSlotItem): Write[] => {
  if (!attachment) return [];
  const { sessionId, draft } = ctx.stash;
  const { fileId, state } = attachment;
  const table = tableName(ctx, 'chat');
  return [updateOf(table, fileKey(sessionId, fileId), fileTaken(state, seq, draft.clientMessageId))];
};

/**
 * Writes the message at the reserved position, and the claim that makes its client message id name this position, each only
 * where nothing is yet; a reply is counted at its thread's first message, and a file goes with the message: all of it or
 * nothing. Four write units at 1 KB, and two each for a reply's count and for the file.
 *
 * In: `stash.seq`, `stash.at`, `stash.draft`, `stash.composed`. Out, one of: `stash.slots` (durable, acknowledged),
 * `stash.claimedSeq` (the id was sent before), `stash.refusal` (the thread or the file is gone), or no `stash.seq` (the position was given
 * up for dead: reserve anew). A transaction that met another one on the same items keeps its position and is tried again in
 * the next round.
 */
export const request = (ctx: Ctx<Sending>): DynamoDBTransactWriteItemsRequest => {
  const { sessionId, userId, draft, seq, at, slots, claimedSeq, refusal } = ctx.stash;
  if (slots || claimedSeq || refusal || !seq || !at) return runtime.earlyReturn();
  const slot = slotOf(ctx.stash, seq, at);
  ctx.stash.slot = slot;
  const { pk, sk, ...attributes } = slot;
  const message = {
    table: tableName(ctx, 'chat'),
    operation: 'PutItem' as const,
    key: util.dynamodb.toMapValues({ pk, sk }),
    attributeValues: util.dynamodb.toMapValues(attributes),
    condition: { ...unwritten, returnValuesOnConditionCheckFailure: false },
  };
  const claim = {
    table: tableName(ctx, 'guards'),
    operation: 'PutItem' as const,
    key: util.dynamodb.toMapValues({ ...claimKey(sessionId, userId, draft.clientMessageId) }),
    attributeValues: util.dynamodb.toMapValues({
      seq,
      expiresAt: util.time.nowEpochSeconds() + Durations.claimSeconds,
    }),
    condition: { ...unwritten, returnValuesOnConditionCheckFailure: true },
  };
  const writes: Write[] = [message, claim];
  return {
    operation: 'TransactWriteItems',
    transactItems: writes
      .concat(draft.threadRoot === null ? [] : [countReply(ctx, ctx.stash, draft.threadRoot, at)])
      .concat(takeFile(ctx, slot)),
  };
};

export const response = (ctx: Ctx<Sending, Cancelled | null>) => {
  const { doing, slot } = ctx.stash;
  if (!ctx.error && slot) {
    ctx.stash.slots = [slot];
    return {};
  }
  if (ctx.error?.type !== 'DynamoDB:TransactionCanceledException') return refuseForNow(doing);
  const [onSlot, onClaim, third, fourth] = ctx.result?.cancellationReasons ?? [];
  const isReply = ctx.stash.draft.threadRoot !== null;
  const [onRoot, onFile] = isReply ? [third, fourth] : [undefined, third];
  if (onClaim?.type === conditionFailed && onClaim.item) {
    ctx.stash.claimedSeq = onClaim.item.seq;
  } else if (onRoot?.type === conditionFailed) {
    ctx.stash.refusal = missingMessage;
  } else if (onFile?.type === conditionFailed) {
    // It was looked at meanwhile, or went with another message: the same again meets it as it is.
    ctx.stash.refusal = tryAgain;
  } else if (onSlot?.type === conditionFailed) {
    ctx.stash.seq = null;
  }
  return {};
};
