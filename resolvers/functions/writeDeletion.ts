import type { DynamoDBTransactWriteItemsRequest } from '@aws-appsync/utils';
import { editionKey, slotKey } from '../../adapters/dynamodb/layout/keys.ts';
import { contentTaken, replyTaken } from '../../adapters/dynamodb/layout/message-updates.ts';
import { messageIdOf } from '../../domain/vocabulary/identifiers.ts';
import { authorOrSelf, editionsBefore } from '../../domain/vocabulary/message-changes.ts';
import { MessageChange } from '../../domain/vocabulary/messages.ts';
import { cancelledBy, deleteOf, positionOrPass, updateOf, writeChange, type Cancelled } from '../lib/change-write.ts';
import type { Ctx } from '../lib/context.ts';
import { entryOf, type ChangingMessage } from '../lib/changing-message.ts';
import { tableName } from '../lib/settings.ts';

interface Deleting extends ChangingMessage {
  /** The thread that the message is in has no first message any more. */
  rootGone?: boolean;
}

/**
 * Takes the content of the message away, with every earlier one, and tells of it in the log: all of it or nothing. A reply
 * is counted no longer where its thread begins. It rests on the edition that was read, so that no earlier content is left.
 *
 * In: `stash.seq`, `stash.at`, `stash.target`. Out: as `cancelledBy` says, decided anew.
 */
export const request = (ctx: Ctx<Deleting>): DynamoDBTransactWriteItemsRequest => {
  const { seq, at } = positionOrPass(ctx);
  const { sessionId, targetSeq, userId, target, rootGone } = ctx.stash;
  const table = tableName(ctx, 'chat');
  const edition = target.edition ?? 1;
  const root =
    target.threadRootSeq === undefined || rootGone
      ? []
      : [updateOf(table, slotKey(sessionId, target.threadRootSeq), replyTaken)];
  const earlier = editionsBefore(edition).map((kept) =>
    deleteOf(table, editionKey(messageIdOf(sessionId, targetSeq), kept)),
  );
  const actor = authorOrSelf({ alias: target.alias, senderId: target.senderId }, userId);
  const entry = entryOf(ctx.stash, seq, at, MessageChange.DELETED, actor);
  return writeChange(ctx, entry, contentTaken(edition, userId, at), [...root, ...earlier]);
};

export const response = (ctx: Ctx<Deleting, Cancelled | null>) => {
  const reasons = cancelledBy(ctx);
  if (!reasons) return {};
  const { target, rootGone } = ctx.stash;
  ctx.stash.nothing = target.deletedAt !== undefined;
  const [first] = reasons;
  ctx.stash.rootGone = rootGone === true || (target.threadRootSeq !== undefined && first?.failed === true);
  return {};
};
