import { decideVote } from '../../domain/message/deciding.ts';
import type { ServiceChangeDependencies } from '../messages/change-and-tell.ts';
import { changeAndTell } from '../messages/change-and-tell.ts';
import type { Polls } from '../ports/polls.ts';
import { refusedWhenBusy } from './refusals.ts';

/**
 * Votes in a poll, in place of the member's earlier vote; `null` where it is the same. Refused: `MessageNotFound`,
 * `NotAllowed`, `Muted`, `SessionReadOnly`, `PollClosed`, `BadInput`, `TryAgain`.
 */
export const votePoll =
  (dependencies: ServiceChangeDependencies): Polls['votePoll'] =>
  ({ optionIds, ...wish }) =>
    refusedWhenBusy(() => changeAndTell(dependencies, { ...wish, decide: (facts) => decideVote(facts, optionIds) }));
