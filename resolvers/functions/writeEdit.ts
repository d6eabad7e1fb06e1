import type { DynamoDBTransactWriteItemsRequest } from '@aws-appsync/utils';
import { util } from '@aws-appsync/utils';
import { editionKey } from '../../adapters/dynamodb/layout/keys.ts';
import { contentReplaced } from '../../adapters/dynamodb/layout/message-updates.ts';
import { isSameContent } from '../../domain/vocabulary/editing.ts';
import { messageIdOf } from '../../domain/vocabulary/identifiers.ts';
import { authorOrSelf, missingMessage, refusalOfOneMoreEdition } from '../../domain/vocabulary/message-changes.ts';
import { MessageChange } from '../../domain/vocabulary/messages.ts';
import { cancelledBy, positionOrPass, writeChange, type Cancelled } from '../lib/change-write.ts';
import { entryOf } from '../lib/changing-message.ts';
import type { Ctx } from '../lib/context.ts';
import type { Editing } from '../lib/editing.ts';
import { tableName } from '../lib/settings.ts';

/**
 * Replaces the content of the message, keeps what it was for those who moderate, and tells of it in the log: all of it or
 * nothing. It rests on the edition that was read, so that no content is lost that nobody replaced. Six write units at 1 KB.
 *
 * In: `stash.seq`, `stash.at`, `stash.target`, `stash.composed`. Out: as `cancelledBy` says, decided anew.
 */
export const request = (ctx: Ctx<Editing>): DynamoDBTransactWriteItemsRequest => {
  const { seq, at } = positionOrPass(ctx);
  const { sessionId, targetSeq, userId, target, composed } = ctx.stash;
  const edition = target.edition ?? 1;
  const { text, code, expiresAt } = target;
  const earlier = {
    table: tableName(ctx, 'chat'),
    operation: 'PutItem' as const,
    key: util.dynamodb.toMapValues({ ...editionKey(messageIdOf(sessionId, targetSeq), edition) }),
    attributeValues: util.dynamodb.toMapValues({
      edition,
      text,
      ...(code ? { code } : {}),
      replacedAt: at,
      ...(expiresAt ? { expiresAt } : {}),
    }),
  };
  const actor = authorOrSelf({ alias: target.alias, senderId: target.senderId }, userId);
  const entry = entryOf(ctx.stash, seq, at, MessageChange.EDITED, actor);
  return writeChange(ctx, entry, contentReplaced(edition, composed?.parts ?? { text }, at), [earlier]);
};

export const response = (ctx: Ctx<Editing, Cancelled | null>) => {
  if (!cancelledBy(ctx)) return {};
  const { target, composed } = ctx.stash;
  const refusal = target.deletedAt === undefined ? refusalOfOneMoreEdition(target.edition ?? 1) : missingMessage;
  ctx.stash.refusal = refusal;
  // From another device, or by an earlier try whose answer was lost.
  ctx.stash.nothing = !refusal && composed !== undefined && isSameContent(target, composed.parts);
  return {};
};
