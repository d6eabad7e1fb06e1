import type { Seq, SessionId, UserId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';

export interface ClosePoll {
  readonly user: UserId;
  readonly messageId: string;
}

export interface VotePoll extends ClosePoll {
  /** Empty to take the vote back. */
  readonly optionIds: readonly number[];
}

/** What the border of the API may ask of polls: each answers where the log tells of it, `null` where nothing changed. */
export interface Polls {
  votePoll(wish: VotePoll): Promise<Result<{ readonly sessionId: SessionId; readonly seq: Seq } | null>>;
  closePoll(wish: ClosePoll): Promise<Result<{ readonly sessionId: SessionId; readonly seq: Seq } | null>>;
}
