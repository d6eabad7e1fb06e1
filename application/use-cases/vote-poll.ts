import { decideVote } from '../../domain/message/deciding.ts';
import type { Result } from '../../domain/shared/result.ts';
import type { ServiceChangeDependencies } from '../messages/change-and-tell.ts';
import { changeAndTell } from '../messages/change-and-tell.ts';
import type { MessageWish, ToldChange } from '../messages/change-message.ts';
import { refusedWhenBusy } from './refusals.ts';

export interface VotePoll extends MessageWish {
  /** Empty to take the vote back. */
  readonly optionIds: readonly number[];
}

/**
 * Votes in a poll, in place of the member's earlier vote; `null` where it is the same. Refused: `MessageNotFound`,
 * `NotAllowed`, `Muted`, `SessionReadOnly`, `PollClosed`, `BadInput`, `TryAgain`.
 */
export function votePoll(dependencies: ServiceChangeDependencies) {
  return ({ optionIds, ...wish }: VotePoll): Promise<Result<ToldChange | null>> =>
    refusedWhenBusy(() => changeAndTell(dependencies, { ...wish, decide: (facts) => decideVote(facts, optionIds) }));
}
