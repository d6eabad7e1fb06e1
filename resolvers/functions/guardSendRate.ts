import type { DynamoDBTransactWriteItemsRequest, DynamoDBUpdateItemRequest } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import type { RateItem, SlowModeItem } from '../../adapters/dynamodb/layout/items.ts';
import { rateKey, slowModeKey } from '../../adapters/dynamodb/layout/keys.ts';
import {
  allowedInWindow,
  pacedOut,
  rateExpiryOf,
  rateLimited,
  rateMomentOf,
  ratePart,
  retryAfterOf,
} from '../../domain/vocabulary/rate-window.ts';
import { attachmentOf } from '../../domain/vocabulary/files.ts';
import { isPacedOnceParsed, paceOf } from '../../domain/vocabulary/sending-rules.ts';
import type { Ctx } from '../lib/context.ts';
import { refusalOfSending } from '../lib/judging.ts';
import { refuse, refuseForNow } from '../lib/refuse.ts';
import type { Sending } from '../lib/sending.ts';
import { tableName } from '../lib/settings.ts';

const secondsBetween = ({ meta, member }: Sending): number => paceOf(meta.slowModeSeconds ?? 0, member.role);

/** What is counted in the item of the caller and this window of the clock: if the limit leaves room, atomically. */
const countOf = ({ userId, now, messagesPerMinute, rateBefore }: Sending) => {
  const { window, part } = rateMomentOf('SEND', now);
  return {
    key: util.dynamodb.toMapValues({ ...rateKey(userId, 'SEND', window) }),
    update: {
      expression: `SET expiresAt = :expiresAt ADD sent :one, ${ratePart(part)} :one`,
      expressionValues: util.dynamodb.toMapValues({ ':one': 1, ':expiresAt': rateExpiryOf('SEND', window) }),
    },
    condition: {
      expression: 'attribute_not_exists(sent) OR sent < :allowed',
      expressionValues: util.dynamodb.toMapValues({ ':allowed': allowedInWindow(messagesPerMinute, rateBefore, part) }),
    },
  };
};

/** What is kept of the caller in a session with slow mode: if the last message was long enough ago, or was this one. */
const paceIn = (stash: Sending) => {
  const { sessionId, userId, now, draft } = stash;
  const seconds = secondsBetween(stash);
  return {
    key: util.dynamodb.toMapValues({ ...slowModeKey(sessionId, userId) }),
    update: {
      expression: 'SET sentAt = :now, clientMessageId = :id, expiresAt = :expiresAt',
      expressionValues: util.dynamodb.toMapValues({
        ':now': now,
        ':id': draft.clientMessageId,
        ':expiresAt': Math.ceil(now / 1000) + seconds,
      }),
    },
    condition: {
      expression: 'attribute_not_exists(pk) OR sentAt <= :then OR clientMessageId = :id',
      expressionValues: util.dynamodb.toMapValues({ ':then': now - seconds * 1000, ':id': draft.clientMessageId }),
    },
  };
};

const tooMany = ({ doing, messagesPerMinute, rateBefore, now }: Sending, current: Pick<RateItem, 'sent'>): never => {
  const retryAfterMs = retryAfterOf('SEND', messagesPerMinute, { before: rateBefore, current, now });
  return refuse(doing, rateLimited('SEND', messagesPerMinute, retryAfterMs));
};

/**
 * Refuses what the session, its rules and what the message points at do not allow, whoever sent too much within the last minute, over all sessions and devices, and in slow mode whoever sent a
 * moment ago. One write unit for the rate, two for slow mode, four for both, which are counted together or not at all. The
 * setting `MESSAGES_PER_MINUTE` 0 switches the rate off. ADR 14.
 *
 * In: all that `readToSend` read. Out: `stash.alias`, `stash.related`, and in `stash.composed` what is known of the file.
 */
export const request = (ctx: Ctx<Sending>): DynamoDBUpdateItemRequest | DynamoDBTransactWriteItemsRequest => {
  const { doing, now, messagesPerMinute, rateBefore, draft, member, related, composed, file } = ctx.stash;
  const refusal = refusalOfSending(ctx.stash);
  if (refusal) return refuse(doing, refusal);
  const { file: wish, ...parts } = composed.parts;
  if (wish && file) {
    ctx.stash.composed = { ...composed, parts: { ...parts, attachment: attachmentOf(wish.fileId, file, wish.alt) } };
  }
  if (draft.isAnonymous && member.alias !== undefined) ctx.stash.alias = member.alias;
  // A thread's first message is read again, once this reply counts in it.
  ctx.stash.related = related.filter((slot) => slot.seq !== draft.threadRoot);
  const isRated = messagesPerMinute > 0;
  const seconds = secondsBetween(ctx.stash);
  const isPacedLater = seconds > 0 && isPacedOnceParsed(composed.kind);
  const isPaced = seconds > 0 && !isPacedLater;
  if (isPacedLater) {
    ctx.stash.pace = { sessionId: ctx.stash.sessionId, clientMessageId: draft.clientMessageId, seconds };
  }
  if (!isRated && !isPaced) return runtime.earlyReturn();
  if (isRated && allowedInWindow(messagesPerMinute, rateBefore, rateMomentOf('SEND', now).part) <= 0) {
    return tooMany(ctx.stash, { sent: 0 });
  }
  if (!isRated || !isPaced) {
    const { key, update, condition } = isRated ? countOf(ctx.stash) : paceIn(ctx.stash);
    return { operation: 'UpdateItem', key, update, condition };
  }
  return {
    operation: 'TransactWriteItems',
    transactItems: [countOf(ctx.stash), paceIn(ctx.stash)].map(({ key, update, condition }) => ({
      table: tableName(ctx, 'guards'),
      operation: 'UpdateItem' as const,
      key,
      update,
      condition: { ...condition, returnValuesOnConditionCheckFailure: true },
    })),
  };
};

type Guard = RateItem | SlowModeItem;

/** The update's item, or the transaction's reasons. */
interface Answer extends Partial<RateItem>, Partial<SlowModeItem> {
  readonly cancellationReasons?: readonly { readonly item?: Guard | null }[];
}

const isRate = (guard: object): guard is RateItem => Object.hasOwn(guard, 'sent');
const isPace = (guard: object): guard is SlowModeItem => Object.hasOwn(guard, 'sentAt');

export const response = (ctx: Ctx<Sending, Answer | null>) => {
  const { doing, now } = ctx.stash;
  if (ctx.error) {
    // The items whose conditions failed; of an update alone, the item itself.
    const reasons = (ctx.result?.cancellationReasons ?? []).flatMap<object>(({ item }) => item ?? []);
    const failed = ctx.result ? reasons.concat(ctx.result) : reasons;
    const count = failed.find(isRate);
    if (count) return tooMany(ctx.stash, count);
    const pace = failed.find(isPace);
    if (!pace) return refuseForNow(doing);
    const seconds = secondsBetween(ctx.stash);
    return refuse(doing, pacedOut(seconds, pace.sentAt + seconds * 1000 - now));
  }
  // Who counts in the next window may have looked at this one before this message was in it: it has to be counted there.
  const windowNow = rateMomentOf('SEND', util.time.nowEpochMilliSeconds()).window;
  return ctx.stash.messagesPerMinute > 0 && windowNow !== rateMomentOf('SEND', now).window ? refuseForNow(doing) : {};
};
