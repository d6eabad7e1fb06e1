import type { ReactionItem } from '../../adapters/dynamodb/layout/items.ts';
import { reactionKey, type Key } from '../../adapters/dynamodb/layout/keys.ts';
import { reactionAdded, reactionRemoved, type SlotUpdate } from '../../adapters/dynamodb/layout/message-updates.ts';
import { messageIdOf } from '../../domain/vocabulary/identifiers.ts';
import { missingMessage, refusalOfOneMoreReaction } from '../../domain/vocabulary/message-changes.ts';
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

/** How the counts of the message change, by what they were: where they moved meanwhile, it fails and is decided anew. */
export const countedReaction = ({ target, emoji, adds }: Reacting): SlotUpdate =>
  adds ? reactionAdded(target.reactions ?? {}, emoji) : reactionRemoved(target.reactions ?? {}, emoji);
