import { decideNoReaction } from '../../domain/message/deciding.ts';
import type { Result } from '../../domain/shared/result.ts';
import { refused } from '../../domain/shared/result.ts';
import { refusalOfEmoji } from '../../domain/vocabulary/emoji.ts';
import type { ChangeMessageDependencies, ToldChange } from '../messages/change-message.ts';
import { changeMessage } from '../messages/change-message.ts';
import type { ReactionWish } from './add-reaction.ts';
import { refusedWhenBusy } from './refusals.ts';

/**
 * Takes a member's reaction back; `null` where it is not there. Refused: `MessageNotFound`, `SessionReadOnly`, `BadInput`,
 * `TryAgain`.
 */
export function removeReaction(dependencies: ChangeMessageDependencies) {
  return ({ emoji, ...wish }: ReactionWish): Promise<Result<ToldChange | null>> =>
    refusedWhenBusy(async () => {
      const refusal = refusalOfEmoji(emoji);
      if (refusal !== undefined) return refused(refusal);
      return changeMessage(dependencies, { ...wish, decide: (facts) => decideNoReaction(facts, emoji) });
    });
}
