import type { DynamoDBPutItemRequest } from '@aws-appsync/utils';
import { util } from '@aws-appsync/utils';
import { auditKey } from '../../adapters/dynamodb/layout/keys.ts';
import { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import { messageIdOf } from '../../domain/vocabulary/identifiers.ts';
import { refusalOfModerating } from '../../domain/vocabulary/message-changes.ts';
import type { AuditEntry } from '../../generated/schema.ts';
import type { Ctx } from '../lib/context.ts';
import { messageOf } from '../lib/marks.ts';
import { postable, poster } from '../lib/posting.ts';
import type { JoinedForMessage } from '../lib/reading.ts';
import { refuse, refuseForNow } from '../lib/refuse.ts';

export interface Resolving extends JoinedForMessage {
  told?: AuditEntry;
}

/**
 * Records that a moderator is told who sent an anonymous message: they are told only once it is recorded.
 *
 * In: `stash.slots`, `stash.meta`, `stash.member`. Out: `stash.told`.
 */
export const request = (ctx: Ctx<Resolving>): DynamoDBPutItemRequest => {
  const { doing, sessionId, seq, userId, meta, member } = ctx.stash;
  const refusal = refusalOfModerating({ session: postable(meta), member: poster(member) });
  if (refusal) return refuse(doing, refusal);
  const { alias, senderId } = messageOf(ctx.stash);
  if (alias === undefined) return refuse(doing, { code: ErrorCode.BadInput, why: 'the message is not anonymous' });
  const at = util.time.nowISO8601();
  ctx.stash.told = { moderatorId: userId, messageId: messageIdOf(sessionId, seq), senderId, at };
  return {
    operation: 'PutItem',
    key: util.dynamodb.toMapValues({ ...auditKey(sessionId, at, seq, userId) }),
    attributeValues: util.dynamodb.toMapValues({ moderatorId: userId, messageSeq: seq, senderId, at }),
  };
};

export const response = (ctx: Ctx<Resolving>) => (ctx.error ? refuseForNow(ctx.stash.doing) : {});
