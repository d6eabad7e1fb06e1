import { decideReaction } from '../../domain/message/deciding.ts';
import type { Result } from '../../domain/shared/result.ts';
import { refused } from '../../domain/shared/result.ts';
import { refusalOfEmoji } from '../../domain/vocabulary/emoji.ts';
import type { ChangeMessageDependencies, MessageWish, ToldChange } from '../messages/change-message.ts';
import { changeMessage } from '../messages/change-message.ts';
import { refusedWhenBusy } from './refusals.ts';

export interface ReactionWish extends MessageWish {
  readonly emoji: string;
}

/**
 * Adds a member's reaction to a message; `null` where it is there already. Refused: `MessageNotFound`, `NotAllowed`, `Muted`,
 * `SessionReadOnly`, `TooManyReactions`, `BadInput`, `TryAgain`.
 */
export function addReaction(dependencies: ChangeMessageDependencies) {
  return ({ emoji, ...wish }: ReactionWish): Promise<Result<ToldChange | null>> =>
    refusedWhenBusy(async () => {
      const refusal = refusalOfEmoji(emoji);
      if (refusal !== undefined) return refused(refusal);
      return changeMessage(dependencies, { ...wish, decide: (facts) => decideReaction(facts, emoji) });
    });
}
