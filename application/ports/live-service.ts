import type { SessionId, UserId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';

export interface ListInboxSessions {
  readonly user: UserId;
  /** From 0; each holds `Limits.inboxSessions` sessions. */
  readonly part: number;
}

export interface WatchTyping {
  readonly user: UserId;
  readonly sessionId: string;
}

/** Whose typing in a session a user is not to see. */
export interface TypingLeftOut {
  /** `null` for everyone's. */
  readonly leftOut: readonly UserId[] | null;
  /** Whether that is so only until somebody joins. */
  readonly untilJoin: boolean;
}

/** What the border of the API may ask about live delivery. Answered by the use cases of these names. */
export interface LiveService {
  readonly endLiveDelivery: (user: UserId) => Promise<Result<true>>;
  readonly watchTyping: (wish: WatchTyping) => Promise<Result<TypingLeftOut>>;
  readonly listInboxSessions: (wish: ListInboxSessions) => Promise<Result<readonly SessionId[]>>;
}
