import type { DynamoDBTransactWriteItemsRequest } from '@aws-appsync/utils';
import { util } from '@aws-appsync/utils';
import { MessageChange } from '../../domain/vocabulary/messages.ts';
import { cancelledBy, positionOrPass, writeChange, type Cancelled } from '../lib/change-write.ts';
import type { Ctx } from '../lib/context.ts';
import { entryOf } from '../lib/changing-message.ts';
import { countedReaction, decideReaction, ownReactionIn, ownReactionKey, type Reacting } from '../lib/reacting.ts';
import { tableName } from '../lib/settings.ts';

/**
 * Counts the reaction at the message, keeps it with the caller's own, and tells of it in the log: all of it or nothing. The
 * caller's own say whether it is there already, so that it counts once, from however many devices and however often it is
 * tried. Six write units at 1 KB.
 *
 * In: `stash.seq`, `stash.at`, `stash.target`, `stash.emojis`. Out: as `cancelledBy` says, decided anew.
 */
export const request = (ctx: Ctx<Reacting>): DynamoDBTransactWriteItemsRequest => {
  const { seq, at } = positionOrPass(ctx);
  const { userId, emoji, adds, target } = ctx.stash;
  const until = adds ? target.expiresAt : undefined;
  const emojis = { ':emojis': util.dynamodb.toStringSet([emoji]) };
  const change = adds ? MessageChange.REACTION_ADDED : MessageChange.REACTION_REMOVED;
  const own = {
    table: tableName(ctx, 'chat'),
    operation: 'UpdateItem' as const,
    key: util.dynamodb.toMapValues({ ...ownReactionKey(ctx.stash) }),
    update: {
      expression: `${until ? 'SET expiresAt = :expiresAt ' : ''}${adds ? 'ADD' : 'DELETE'} emojis :emojis`,
      expressionValues: until ? { ...emojis, ':expiresAt': util.dynamodb.toDynamoDB(until) } : emojis,
    },
    condition: {
      expression: adds ? 'NOT contains(emojis, :emoji)' : 'contains(emojis, :emoji)',
      expressionValues: util.dynamodb.toMapValues({ ':emoji': emoji }),
      returnValuesOnConditionCheckFailure: true,
    },
  };
  return writeChange(ctx, entryOf(ctx.stash, seq, at, change, userId), countedReaction(ctx.stash), [own]);
};

export const response = (ctx: Ctx<Reacting, Cancelled | null>) => {
  const reasons = cancelledBy(ctx);
  if (!reasons) return {};
  const failed = reasons.filter((reason) => reason.failed).map(({ item }) => item);
  const own = ownReactionIn(failed, ownReactionKey(ctx.stash));
  if (own) ctx.stash.emojis = own.emojis ?? [];
  decideReaction(ctx);
  return {};
};
