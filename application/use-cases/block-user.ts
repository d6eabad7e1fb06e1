import { done, refused } from '../../domain/shared/result.ts';
import { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import type { Blocks } from '../ports/blocks.ts';
import type { Clock } from '../ports/clock.ts';
import type { OpenedSessionIds } from '../ports/ids.ts';
import type { LiveDelivery } from '../ports/live-delivery.ts';
import type { OwnService } from '../ports/own-service.ts';
import { closeWithSession } from '../video-calls/close-with-session.ts';
import type { CallDependencies } from '../video-calls/save-in-rounds.ts';
import { blockOf, tellPresenceAnew } from './blocking.ts';
import { refusedWhenBusy } from './refusals.ts';

export interface BlockUserDependencies {
  readonly blocks: Pick<Blocks, 'block'>;
  readonly openedSessionIds: Pick<OpenedSessionIds, 'ofPair'>;
  readonly live: Pick<LiveDelivery, 'endPresenceFor'>;
  readonly calls: CallDependencies;
  readonly clock: Clock;
}

/**
 * Blocks a user: from the answer on the two exchange no direct messages and no typing there, are in no call of two, and neither
 * sees the other's presence. Whom one blocks is told to nobody. Blocking again changes nothing. Refused: `BadInput`, `TryAgain`.
 */
export function blockUser({
  blocks,
  openedSessionIds,
  live,
  calls,
  clock,
}: BlockUserDependencies): OwnService['blockUser'] {
  return (wish) =>
    refusedWhenBusy(async () => {
      const block = blockOf(wish, openedSessionIds);
      if (!block.ok) return block;
      if (!(await blocks.block(block.value, clock.now()))) {
        return refused({
          code: ErrorCode.BadInput,
          why: `${Limits.blocksOfUser} users are blocked, as many as one may block`,
          info: { limit: Limits.blocksOfUser },
        });
      }
      await Promise.all([tellPresenceAnew(live, block.value), closeWithSession(calls, block.value.direct)]);
      return done(true);
    });
}
