import type { MemberItem } from '../../adapters/dynamodb/layout/items.ts';
import type { Ctx, Joined } from './context.ts';
import { refuseForNow } from './refuse.ts';

/** Members of a session on their way through `readMembers`. */
export interface Listing extends Joined {
  /** The member to read on after; null from the beginning. */
  afterUserId: string | null;
  /** How many to read; null for all. */
  most: number | null;
  /** By user id. */
  members: readonly MemberItem[];
  /** Whether there are no more. */
  exhausted: boolean;
}

export const beginListing = (ctx: Ctx<Listing>, most: number | null, afterUserId: string | null) => {
  ctx.stash.most = most;
  ctx.stash.afterUserId = afterUserId;
  ctx.stash.members = [];
  ctx.stash.exhausted = false;
};

/** All members, where all were to be read. */
export const everyMember = ({ doing, members, exhausted }: Listing): readonly MemberItem[] =>
  exhausted ? members : refuseForNow(doing);
