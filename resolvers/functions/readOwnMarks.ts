import type { DynamoDBBatchGetItemRequest } from '@aws-appsync/utils';
import { runtime } from '@aws-appsync/utils';
import type { ReactionItem, VoteItem } from '../../adapters/dynamodb/layout/items.ts';
import { reactionKey, voteKey, type Key } from '../../adapters/dynamodb/layout/keys.ts';
import { messageIdOf } from '../../domain/vocabulary/identifiers.ts';
import type { MyMarks } from '../../generated/schema.ts';
import { itemsOf, readTogether, type Batch } from '../lib/batch.ts';
import type { Ctx } from '../lib/context.ts';
import type { OwnMarks } from '../lib/own-marks.ts';

const keysOf = ({ sessionId, userId, messages }: OwnMarks): Key[] =>
  messages.flatMap(({ seq, reactions, poll }) => {
    const id = messageIdOf(sessionId, seq);
    return [reactions ? reactionKey(id, userId) : [], poll ? voteKey(id, userId) : []].flat();
  });

/** An item's shape follows from its key. */
const reactionAt = (items: readonly (Key | null)[], { pk, sk }: Key): ReactionItem | undefined =>
  items.find((item): item is ReactionItem => item?.pk === pk && item.sk === sk);
const voteAt = (items: readonly (Key | null)[], { pk, sk }: Key): VoteItem | undefined =>
  items.find((item): item is VoteItem => item?.pk === pk && item.sk === sk);

/**
 * Reads the caller's own reactions and votes, consistently: only of messages that have any, and of polls.
 *
 * In: `stash.messages`. Out: `stash.marks`.
 */
export const request = (ctx: Ctx<OwnMarks>): DynamoDBBatchGetItemRequest => {
  const keys = keysOf(ctx.stash);
  return keys.length === 0 ? runtime.earlyReturn() : readTogether(ctx, keys);
};

export const response = (ctx: Ctx<OwnMarks, Batch | null>) => {
  const { doing, sessionId, userId, messages } = ctx.stash;
  const items = itemsOf(ctx, doing);
  ctx.stash.marks = messages
    .map(({ seq }): MyMarks => {
      const messageId = messageIdOf(sessionId, seq);
      const reactions = reactionAt(items, reactionKey(messageId, userId))?.emojis ?? [];
      const votes = voteAt(items, voteKey(messageId, userId))?.optionIds ?? [];
      return { messageId, reactions: reactions.slice().sort(), votes };
    })
    .filter(({ reactions, votes }) => reactions.length > 0 || votes.length > 0);
  return {};
};
