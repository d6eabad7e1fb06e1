import { done } from '../../domain/shared/result.ts';
import type { OwnService } from '../ports/own-service.ts';
import type { Blocks } from '../ports/blocks.ts';
import type { BlockUserDependencies } from './block-user.ts';
import { blockOf, tellPresenceAnew } from './blocking.ts';
import { refusedWhenBusy } from './refusals.ts';

export interface UnblockUserDependencies extends Pick<BlockUserDependencies, 'openedSessionIds' | 'live'> {
  readonly blocks: Pick<Blocks, 'unblock'>;
}

/**
 * Takes a block back. Where the other one blocked the caller, too, nothing is different for either. Where there is none,
 * nothing happens. Refused: `BadInput`, `TryAgain`.
 */
export function unblockUser({ blocks, openedSessionIds, live }: UnblockUserDependencies): OwnService['unblockUser'] {
  return (wish) =>
    refusedWhenBusy(async () => {
      const block = blockOf(wish, openedSessionIds);
      if (!block.ok) return block;
      await blocks.unblock(block.value);
      await tellPresenceAnew(live, block.value);
      return done(true);
    });
}
