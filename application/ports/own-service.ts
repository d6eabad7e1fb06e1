import type { MemberPreferences, PreferencesWish } from '../../domain/chat-session/preferences.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import type { BlockedUser } from './blocks.ts';

export interface BlockUser {
  readonly user: UserId;
  /** Whom. */
  readonly userId: string;
}

export interface UpdateMyPreferences extends PreferencesWish {
  readonly user: UserId;
  readonly sessionId: string;
}

/** What the border of the API may ask of what is a user's own. Answered by the use cases of these names. */
export interface OwnService {
  readonly blockUser: (wish: BlockUser) => Promise<Result<true>>;
  readonly unblockUser: (wish: BlockUser) => Promise<Result<true>>;
  readonly listBlockedUsers: (user: UserId) => Promise<Result<readonly BlockedUser[]>>;
  readonly updateMyPreferences: (wish: UpdateMyPreferences) => Promise<Result<MemberPreferences>>;
}
