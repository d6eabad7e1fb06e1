import type { Blocks } from '../ports/blocks.ts';
import type { OwnService } from '../ports/own-service.ts';
import type { Preferences } from '../ports/preferences.ts';
import type { BlockUserDependencies } from '../use-cases/block-user.ts';
import { blockUser } from '../use-cases/block-user.ts';
import { listBlockedUsers } from '../use-cases/list-blocked-users.ts';
import { unblockUser } from '../use-cases/unblock-user.ts';
import { updateMyPreferences } from '../use-cases/update-my-preferences.ts';

export interface OwnDependencies extends Omit<BlockUserDependencies, 'blocks'> {
  readonly blocks: Blocks;
  readonly preferences: Preferences;
}

/** What is a user's own, of these use cases. */
export const ownService = (dependencies: OwnDependencies): OwnService => ({
  blockUser: blockUser(dependencies),
  unblockUser: unblockUser(dependencies),
  listBlockedUsers: listBlockedUsers(dependencies),
  updateMyPreferences: updateMyPreferences(dependencies),
});
