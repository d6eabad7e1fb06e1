import type { Context, DynamoDBUpdateItemRequest } from '@aws-appsync/utils';
import { util } from '@aws-appsync/utils';
import { metaKey } from '../../adapters/dynamodb/layout/keys.ts';
import { previewOf } from '../../domain/vocabulary/message-text.ts';

/**
 * Sets the session's preview back to its newest message, unless a later reservation has set one meanwhile.
 *
 * In: `stash.meta`, `stash.lastMessage`.
 */
export const request = (ctx: Context): DynamoDBUpdateItemRequest => {
  const { sessionId, meta, lastMessage } = ctx.stash;
  const preview = lastMessage
    ? {
        senderId: lastMessage.senderId,
        kind: lastMessage.messageKind,
        text: previewOf(lastMessage.text),
        at: lastMessage.at,
      }
    : null;
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues({ ...metaKey(sessionId) }),
    update: {
      expression: 'SET preview = :preview, previewSeq = :seq',
      expressionValues: util.dynamodb.toMapValues({ ':preview': preview, ':seq': lastMessage?.seq ?? 0 }),
    },
    condition: {
      expression: 'previewSeq = :sealed',
      expressionValues: util.dynamodb.toMapValues({ ':sealed': meta.previewSeq }),
    },
  };
};

/** A failed condition means that the preview is newer already. */
export const response = () => ({});
