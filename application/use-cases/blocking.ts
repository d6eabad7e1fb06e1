import { parseUserId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import { done, refused } from '../../domain/shared/result.ts';
import { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import type { BlockOfUser } from '../ports/blocks.ts';
import type { OpenedSessionIds } from '../ports/ids.ts';
import type { LiveDelivery } from '../ports/live-delivery.ts';
import type { BlockUser } from '../ports/own-service.ts';

/** Refused: `BadInput`, for what cannot be a user id and for oneself. */
export function blockOf({ user, userId }: BlockUser, ids: Pick<OpenedSessionIds, 'ofPair'>): Result<BlockOfUser> {
  const blocked = parseUserId(userId);
  if (blocked === undefined) return refused({ code: ErrorCode.BadInput, why: 'userId cannot be a user id' });
  if (blocked === user) return refused({ code: ErrorCode.BadInput, why: 'userId is the caller' });
  return done({ blocker: user, blocked, direct: ids.ofPair(user, blocked) });
}

/**
 * Ends what both watch of anyone's presence: each asks anew, and is answered by the blocks that stand by then. Their DIRECT
 * session needs no such word: nothing is said in it from the block on.
 */
export async function tellPresenceAnew(
  live: Pick<LiveDelivery, 'endPresenceFor'>,
  { blocker, blocked }: BlockOfUser,
): Promise<void> {
  await Promise.all([blocker, blocked].map((user) => live.endPresenceFor(user)));
}
