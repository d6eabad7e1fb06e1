import type { MemberItem, SlotItem } from '../../adapters/dynamodb/layout/items.ts';
import { receiptFragment } from '../../domain/vocabulary/event-fragments.ts';
import { positionOf } from '../../domain/vocabulary/identifiers.ts';
import { audienceOfReceipt, deliveredUpTo } from '../../domain/vocabulary/receipts.ts';
import type { ReadReceipt } from '../../generated/schema.ts';
import { callerOf } from './caller.ts';
import type { Asked, Ctx, Joined } from './context.ts';
import { refuseForNow, refuseMessage } from './refuse.ts';
import { requireSelection } from './selection.ts';

/** Who asks for which message. */
export interface AskedForMessage extends Asked {
  seq: number;
}

/** A message of a session that the caller is a member of. Written by `readMessageAndMembership`. */
export interface JoinedForMessage extends AskedForMessage, Joined {
  slots: readonly SlotItem[];
}

interface OneMessage {
  readonly messageId: string;
}

/** What every field about one message begins with. */
export const beginWithMessage = (ctx: Ctx<AskedForMessage, unknown, OneMessage>, doing: string) => {
  const position = positionOf(ctx.args.messageId) ?? refuseMessage(doing);
  ctx.stash.doing = doing;
  ctx.stash.sessionId = position.sessionId;
  ctx.stash.seq = position.seq;
  ctx.stash.userId = callerOf(ctx, doing).userId;
  return {};
};

/** A pointer on its way forward. */
export interface Reading extends JoinedForMessage {
  receipt: ReadReceipt;
}

/** What each mutation that moves a pointer begins with. */
export const beginReading = (ctx: Ctx<Reading, unknown, OneMessage>, doing: string) => {
  requireSelection(ctx, doing, receiptFragment);
  return beginWithMessage(ctx, doing);
};

type Pointers = Pick<MemberItem, 'lastReadSeq' | 'lastDeliveredSeq' | 'readAt'>;

/** A member's pointers as others are shown them. */
export const receiptOf = (
  {
    sessionId,
    userId,
    memberCount,
  }: { readonly sessionId: string; readonly userId: string; readonly memberCount: number },
  { lastReadSeq, lastDeliveredSeq, readAt }: Pointers,
  hasMoved: boolean,
): ReadReceipt => ({
  sessionId,
  userId,
  lastReadSeq,
  readAt,
  lastDeliveredSeq: deliveredUpTo({ lastReadSeq, lastDeliveredSeq: lastDeliveredSeq ?? 0 }),
  audience: audienceOfReceipt(sessionId, memberCount, hasMoved),
});

/** Keeps what the caller is told of their own pointers. */
export const keepReceipt = (ctx: Ctx<Reading>, pointers: Pointers, hasMoved: boolean): void => {
  const { sessionId, userId, meta } = ctx.stash;
  ctx.stash.receipt = receiptOf({ sessionId, userId, memberCount: meta.memberCount }, pointers, hasMoved);
};

/**
 * Ends the move of a pointer. With the error of a condition that failed comes the item as it is now: another device was at
 * least as far meanwhile, or the membership ended.
 */
export const endMove = (ctx: Ctx<Reading, MemberItem | null>) => {
  const { doing } = ctx.stash;
  if (ctx.error?.type === 'DynamoDB:ConditionalCheckFailedException') {
    keepReceipt(ctx, ctx.result ?? refuseMessage(doing), false);
    return {};
  }
  if (ctx.error || !ctx.result) return refuseForNow(doing);
  keepReceipt(ctx, ctx.result, true);
  return {};
};
