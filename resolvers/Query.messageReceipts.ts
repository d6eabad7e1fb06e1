import { Limits } from '../domain/vocabulary/limits.ts';
import { deliveredUpTo } from '../domain/vocabulary/receipts.ts';
import type { MessageReceipts, QueryMessageReceiptsArgs } from '../generated/schema.ts';
import type { Ctx } from './lib/context.ts';
import { beginListing, everyMember, type Listing } from './lib/listing.ts';
import { beginWithMessage, type JoinedForMessage } from './lib/reading.ts';

type Stash = Listing & JoinedForMessage;

export const request = (ctx: Ctx<Stash, unknown, QueryMessageReceiptsArgs>) => {
  beginListing(ctx, null, null);
  return beginWithMessage(ctx, 'read the receipts');
};

/** Nobody is left out for an anonymous message: who is missing would be its author. */
export const response = (ctx: Ctx<Stash>): MessageReceipts => {
  const { seq, slots } = ctx.stash;
  const slot = slots[0];
  const senderId = slot?.entry === 'MESSAGE' && slot.alias === undefined ? slot.senderId : null;
  const others = everyMember(ctx.stash).filter(({ memberUserId }) => memberUserId !== senderId);
  const readers = others.filter(({ lastReadSeq }) => lastReadSeq >= seq);
  const delivered = others.filter(
    ({ lastReadSeq, lastDeliveredSeq }) =>
      deliveredUpTo({ lastReadSeq, lastDeliveredSeq: lastDeliveredSeq ?? 0 }) >= seq,
  );
  return {
    memberCount: others.length,
    deliveredCount: delivered.length,
    readCount: readers.length,
    readBy: readers.slice(0, Limits.readersShown).map(({ memberUserId }) => memberUserId),
  };
};
