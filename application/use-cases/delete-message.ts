import { decideDeletion } from '../../domain/message/deciding.ts';
import type { Result } from '../../domain/shared/result.ts';
import type { ChangeMessageDependencies, MessageWish, ToldChange } from '../messages/change-message.ts';
import { changeMessage } from '../messages/change-message.ts';
import { refusedWhenBusy } from './refusals.ts';

/**
 * Takes the content of a message away; `null` where it was deleted already. Refused: `MessageNotFound`, `NotAllowed`,
 * `SessionReadOnly`, `TryAgain`.
 */
export function deleteMessage(dependencies: ChangeMessageDependencies) {
  return (wish: MessageWish): Promise<Result<ToldChange | null>> =>
    refusedWhenBusy(() => changeMessage(dependencies, { ...wish, decide: decideDeletion }));
}
