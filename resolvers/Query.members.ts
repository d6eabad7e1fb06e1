import { util } from '@aws-appsync/utils';
import { isUserId, refusalOfPageSize } from '../domain/vocabulary/identifiers.ts';
import { Limits } from '../domain/vocabulary/limits.ts';
import type { MemberConnection, QueryMembersArgs } from '../generated/schema.ts';
import { callerOf } from './lib/caller.ts';
import type { Ctx } from './lib/context.ts';
import { badCursor, isGiven } from './lib/cursors.ts';
import { beginListing, type Listing } from './lib/listing.ts';
import { mutedStill } from './lib/posting.ts';
import { refuse } from './lib/refuse.ts';

const doing = 'list the members';

/** A cursor names the list, whose page it was, and the member: no user id has a space. */
const cursorAt = (sessionId: string, userId: string, memberId: string): string =>
  ['members', sessionId, userId, memberId].join(' ');

/** The member that a cursor of the caller's stands at. Refuses any other. */
const memberAt = (sessionId: string, userId: string, cursor: string): string => {
  const memberId = cursor.split(' ')[3] ?? '';
  return isUserId(memberId) && cursor === cursorAt(sessionId, userId, memberId) ? memberId : refuse(doing, badCursor);
};

export const request = (ctx: Ctx<Listing, unknown, QueryMembersArgs>) => {
  const { sessionId, after } = ctx.args;
  const limit = ctx.args.limit ?? Limits.membersPage;
  const refusal = refusalOfPageSize(limit, Limits.membersPage);
  if (refusal) return refuse(doing, refusal);
  const { userId } = callerOf(ctx, doing);
  ctx.stash.doing = doing;
  ctx.stash.sessionId = sessionId;
  ctx.stash.userId = userId;
  // One more than the page, to know whether there is another one.
  beginListing(ctx, limit + 1, isGiven(after) ? memberAt(sessionId, userId, after) : null);
  return {};
};

export const response = (ctx: Ctx<Listing, unknown, QueryMembersArgs>): MemberConnection => {
  const { sessionId, userId, members, most } = ctx.stash;
  const now = util.time.nowISO8601();
  const page = members.slice(0, (most ?? 0) - 1);
  const items = page.map((member) => ({
    userId: member.memberUserId,
    role: member.role,
    joinedAt: member.joinedAt,
    mutedUntil: mutedStill(member, now),
  }));
  const [first, last] = [items[0], items[items.length - 1]];
  return {
    items,
    pageInfo: {
      startCursor: first ? cursorAt(sessionId, userId, first.userId) : null,
      endCursor: last ? cursorAt(sessionId, userId, last.userId) : null,
      hasPreviousPage: isGiven(ctx.args.after),
      hasNextPage: members.length > page.length,
    },
  };
};
