import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';

export interface ListInboxSessions {
  readonly user: UserId;
  /** From 0; each holds `Limits.inboxSessions` sessions. */
  readonly part: number;
}

/** What the border of the API may ask about live delivery. Answered by the use cases of these names. */
export interface LiveService {
  readonly endLiveDelivery: (user: UserId) => Promise<Result<true>>;
  readonly listInboxSessions: (wish: ListInboxSessions) => Promise<Result<readonly SessionId[]>>;
}
