import { decideClosing } from '../../domain/message/deciding.ts';
import type { Result } from '../../domain/shared/result.ts';
import type { ServiceChangeDependencies } from '../messages/change-and-tell.ts';
import { changeAndTell } from '../messages/change-and-tell.ts';
import type { MessageWish, ToldChange } from '../messages/change-message.ts';
import { refusedWhenBusy } from './refusals.ts';

/**
 * Closes a poll; `null` where it was closed already. Refused: `MessageNotFound`, `NotAllowed`, `SessionReadOnly`, `BadInput`,
 * `TryAgain`.
 */
export function closePoll(dependencies: ServiceChangeDependencies) {
  return (wish: MessageWish): Promise<Result<ToldChange | null>> =>
    refusedWhenBusy(() => changeAndTell(dependencies, { ...wish, decide: decideClosing }));
}
