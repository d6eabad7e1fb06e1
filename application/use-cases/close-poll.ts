import { decideClosing } from '../../domain/message/deciding.ts';
import type { ServiceChangeDependencies } from '../messages/change-and-tell.ts';
import { changeAndTell } from '../messages/change-and-tell.ts';
import type { Polls } from '../ports/polls.ts';
import { refusedWhenBusy } from './refusals.ts';

/**
 * Closes a poll; `null` where it was closed already. Refused: `MessageNotFound`, `NotAllowed`, `SessionReadOnly`, `BadInput`,
 * `TryAgain`.
 */
export const closePoll =
  (dependencies: ServiceChangeDependencies): Polls['closePoll'] =>
  (wish) =>
    refusedWhenBusy(() => changeAndTell(dependencies, { ...wish, decide: decideClosing }));
