import { Limits } from '../domain/vocabulary/limits.ts';
import type { QueryReceiptsArgs, ReadReceipt } from '../generated/schema.ts';
import { callerOf } from './lib/caller.ts';
import type { Ctx } from './lib/context.ts';
import { beginListing, type Listing } from './lib/listing.ts';
import { receiptOf } from './lib/reading.ts';

const doing = 'read the receipts';

export const request = (ctx: Ctx<Listing, unknown, QueryReceiptsArgs>) => {
  ctx.stash.doing = doing;
  ctx.stash.sessionId = ctx.args.sessionId;
  ctx.stash.userId = callerOf(ctx, doing).userId;
  beginListing(ctx, Limits.receiptMembers + 1, null);
  return {};
};

export const response = (ctx: Ctx<Listing>): readonly ReadReceipt[] => {
  const { sessionId, members } = ctx.stash;
  const memberCount = members.length;
  return memberCount > Limits.receiptMembers
    ? []
    : members.map((member) => receiptOf({ sessionId, userId: member.memberUserId, memberCount }, member, false));
};
