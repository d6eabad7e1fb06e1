import type { DynamoDBQueryRequest } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import type { EditionItem } from '../../adapters/dynamodb/layout/items.ts';
import { editionPartition } from '../../adapters/dynamodb/layout/keys.ts';
import { messageIdOf } from '../../domain/vocabulary/identifiers.ts';
import { refusalOfModerating } from '../../domain/vocabulary/message-changes.ts';
import type { Ctx, Found } from '../lib/context.ts';
import { messageOf } from '../lib/marks.ts';
import { postable, poster } from '../lib/posting.ts';
import type { JoinedForMessage } from '../lib/reading.ts';
import { refuse, refuseForNow } from '../lib/refuse.ts';

export interface ReadingEditions extends JoinedForMessage {
  /** Oldest first. */
  editions?: readonly EditionItem[];
}

/**
 * Reads the earlier contents of a message, consistently, for those who moderate: at most 20 of 40 KB, which one read takes.
 *
 * In: `stash.slots`, `stash.meta`, `stash.member`. Out: `stash.editions`.
 */
export const request = (ctx: Ctx<ReadingEditions>): DynamoDBQueryRequest => {
  const { doing, sessionId, seq, meta, member } = ctx.stash;
  const refusal = refusalOfModerating({ session: postable(meta), member: poster(member) });
  if (refusal) return refuse(doing, refusal);
  const { edition, deletedAt } = messageOf(ctx.stash);
  if (!edition || deletedAt) return runtime.earlyReturn();
  return {
    operation: 'Query',
    query: {
      expression: 'pk = :editions',
      expressionValues: util.dynamodb.toMapValues({ ':editions': editionPartition(messageIdOf(sessionId, seq)) }),
    },
    consistentRead: true,
  };
};

export const response = (ctx: Ctx<ReadingEditions, Found<EditionItem> | null>) => {
  if (ctx.error || !ctx.result) return refuseForNow(ctx.stash.doing);
  ctx.stash.editions = ctx.result.items;
  return {};
};
