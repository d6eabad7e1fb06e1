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

type Changed = Promise<Result<{ readonly sessionId: SessionId; readonly seq: Seq } | null>>;

/** What the border of the API may ask of polls: each answers where the log tells of it, `null` where nothing changed. */
export interface Polls {
  readonly votePoll: (wish: VotePoll) => Changed;
  readonly closePoll: (wish: ClosePoll) => Changed;
}
