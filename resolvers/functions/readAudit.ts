import type { DynamoDBQueryRequest } from '@aws-appsync/utils';
import { util } from '@aws-appsync/utils';
import type { AuditItem } from '../../adapters/dynamodb/layout/items.ts';
import { auditPartition } from '../../adapters/dynamodb/layout/keys.ts';
import { refusalOfReadingAudit } from '../../domain/vocabulary/message-changes.ts';
import type { Ctx, Found, Joined } from '../lib/context.ts';
import { postable, poster } from '../lib/posting.ts';
import { refuse, refuseForNow } from '../lib/refuse.ts';

export interface Auditing extends Joined {
  limit: number;
  /** The key to read on before; null from the newest. */
  before: string | null;
  /** Newest first, up to one more than the page. */
  entries: readonly AuditItem[];
}

/**
 * Reads the audit log from the newest on, consistently, up to one more than the page, for owners and admins.
 *
 * In: `stash.meta`, `stash.member`, `stash.before`, `stash.limit`. Out: `stash.entries`.
 */
export const request = (ctx: Ctx<Auditing>): DynamoDBQueryRequest => {
  const { doing, sessionId, meta, member, limit, before } = ctx.stash;
  const refusal = refusalOfReadingAudit({ session: postable(meta), member: poster(member) });
  if (refusal) return refuse(doing, refusal);
  const audit = { ':audit': auditPartition(sessionId) };
  return {
    operation: 'Query',
    query:
      before === null
        ? { expression: 'pk = :audit', expressionValues: util.dynamodb.toMapValues(audit) }
        : {
            expression: 'pk = :audit AND sk < :before',
            expressionValues: util.dynamodb.toMapValues({ ...audit, ':before': before }),
          },
    scanIndexForward: false,
    limit: limit + 1,
    consistentRead: true,
  };
};

export const response = (ctx: Ctx<Auditing, Found<AuditItem> | null>) => {
  if (ctx.error || !ctx.result) return refuseForNow(ctx.stash.doing);
  ctx.stash.entries = ctx.result.items;
  return {};
};
