import type { ReactionItem } from '../../adapters/dynamodb/layout/items.ts';
import { reactionKey, type Key } from '../../adapters/dynamodb/layout/keys.ts';
import { messageIdOf } from '../../domain/vocabulary/identifiers.ts';
import { reactionKinds } from '../../domain/vocabulary/limits.ts';
import { missingMessage, refusalOfOneMoreReaction } from '../../domain/vocabulary/message-changes.ts';
import type { TargetChange } from './change-write.ts';
import type { Ctx } from './context.ts';
import type { ChangingMessage } from './changing-message.ts';

/** A reaction on its way to be added or taken back. */
export interface Reacting extends ChangingMessage {
  emoji: string;
  adds: boolean;
  /** The caller's reactions to the message. */
  emojis: readonly string[];
}

export const ownReactionKey = ({ sessionId, targetSeq, userId }: ChangingMessage): Key =>
  reactionKey(messageIdOf(sessionId, targetSeq), userId);

/** The caller's reactions among items that were read. */
export const ownReactionIn = (items: readonly (Key | null)[], key: Key): ReactionItem | undefined =>
  items.find((item): item is ReactionItem => item?.pk === key.pk && item.sk === key.sk);

/** Decides by what is known of the message whether the reaction makes a difference, and can be: not who may react. */
export const decideReaction = (ctx: Ctx<Reacting>): void => {
  const { adds, emoji, emojis, target } = ctx.stash;
  const isDeleted = target.deletedAt !== undefined;
  const nothing = !isDeleted && emojis.includes(emoji) === adds;
  const tooMany = adds && !nothing ? refusalOfOneMoreReaction(target.reactions ?? {}, emoji) : undefined;
  ctx.stash.nothing = nothing;
  ctx.stash.refusal = isDeleted ? missingMessage : tooMany;
};

/** One more of `emoji`. The map of counts is absent while it is empty. */
const oneMore = (reactions: Readonly<Record<string, number>> | undefined, emoji: string): TargetChange =>
  reactions === undefined
    ? {
        set: ['reactions = :first'],
        values: { ':first': { [emoji]: 1 } },
        condition: 'attribute_not_exists(reactions)',
      }
    : {
        set: ['reactions.#emoji = if_not_exists(reactions.#emoji, :zero) + :one'],
        names: { '#emoji': emoji },
        values: { ':zero': 0 },
        condition: 'attribute_exists(reactions) AND (attribute_exists(reactions.#emoji) OR size(reactions) < :kinds)',
        conditionNames: { '#emoji': emoji },
        conditionValues: { ':kinds': reactionKinds },
      };

/** One fewer of `emoji`. A count that would reach 0 leaves the map, and a map that would be empty the message. */
const oneFewer = (reactions: Readonly<Record<string, number>>, emoji: string): TargetChange => {
  const conditionNames = { '#emoji': emoji };
  const conditionValues = { ':one': 1 };
  if ((reactions[emoji] ?? 0) > 1) {
    return {
      set: ['reactions.#emoji = reactions.#emoji - :one'],
      names: { '#emoji': emoji },
      condition: 'reactions.#emoji > :one',
      conditionNames,
      conditionValues,
    };
  }
  const isLast = Object.keys(reactions).length <= 1;
  return {
    set: [],
    remove: [isLast ? 'reactions' : 'reactions.#emoji'],
    ...(isLast ? {} : { names: { '#emoji': emoji } }),
    condition: `reactions.#emoji = :one AND size(reactions) ${isLast ? '=' : '>'} :one`,
    conditionNames,
    conditionValues,
  };
};

/** How the counts of the message change, by what they were: where they moved meanwhile, it fails and is decided anew. */
export const countedReaction = ({ target, emoji, adds }: Reacting): TargetChange =>
  adds ? oneMore(target.reactions, emoji) : oneFewer(target.reactions ?? {}, emoji);
