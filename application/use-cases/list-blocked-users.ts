import { done } from '../../domain/shared/result.ts';
import type { Blocks } from '../ports/blocks.ts';
import type { OwnService } from '../ports/own-service.ts';
import { refusedWhenBusy } from './refusals.ts';

/** Whom a user blocked, oldest first. Refused: `TryAgain`. */
export const listBlockedUsers =
  ({ blocks }: { readonly blocks: Pick<Blocks, 'blockedBy'> }): OwnService['listBlockedUsers'] =>
  (user) =>
    refusedWhenBusy(async () => done(await blocks.blockedBy(user)));
