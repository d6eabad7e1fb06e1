import type { DynamoDBQueryRequest } from '@aws-appsync/utils';
import { runtime, util } from '@aws-appsync/utils';
import type { MessageSlotItem } from '../../adapters/dynamodb/layout/items.ts';
import type { Key } from '../../adapters/dynamodb/layout/keys.ts';
import { isUserId, refusalOfPageSize } from '../../domain/vocabulary/identifiers.ts';
import { Limits } from '../../domain/vocabulary/limits.ts';
import type { PageInfo } from '../../generated/schema.ts';
import type { Ctx, Found } from './context.ts';
import { badCursor, isGiven } from './cursors.ts';
import { beginWithMessage, type JoinedForMessage } from './reading.ts';
import { refuse, refuseForNow, refuseMessage } from './refuse.ts';

/** What members left on a message, on its way through the pipeline of its list. Each stands under its member's id. */
export interface ListingMarks<Mark extends Key> extends JoinedForMessage {
  /** Which list, in its cursors. */
  list: string;
  limit: number;
  startedInside: boolean;
  /** The member to read on after; null from the beginning. */
  afterUserId: string | null;
  /** By user id, up to one more than the page. */
  marks: readonly Mark[];
  exhausted: boolean;
}

interface OneList {
  readonly messageId: string;
  readonly limit?: number | null;
  readonly after?: string | null;
}

/** A cursor names the list, the message, whose page it was, and the member: none of them has a space. */
const cursorAt = (list: string, messageId: string, callerId: string, userId: string): string =>
  [list, messageId, callerId, userId].join(' ');

/** What every list of marks begins with. */
export const beginMarks = <Mark extends Key>(
  ctx: Ctx<ListingMarks<Mark>, unknown, OneList>,
  doing: string,
  list: string,
) => {
  const { messageId, after } = ctx.args;
  const limit = ctx.args.limit ?? Limits.marksPage;
  const refusal = refusalOfPageSize(limit, Limits.marksPage);
  if (refusal) return refuse(doing, refusal);
  const begun = beginWithMessage(ctx, doing);
  const afterUserId = isGiven(after) ? (after.split(' ')[3] ?? '') : null;
  if (isGiven(after) && afterUserId !== null) {
    const isOfThisList = isUserId(afterUserId) && after === cursorAt(list, messageId, ctx.stash.userId, afterUserId);
    if (!isOfThisList) return refuse(doing, badCursor);
  }
  ctx.stash.list = list;
  ctx.stash.limit = limit;
  ctx.stash.startedInside = isGiven(after);
  ctx.stash.afterUserId = afterUserId;
  ctx.stash.marks = [];
  ctx.stash.exhausted = false;
  return begun;
};

/** The message that is asked about. */
export const messageOf = ({ doing, slots }: JoinedForMessage): MessageSlotItem => {
  const slot = slots[0];
  return slot?.entry === 'MESSAGE' ? slot : refuseMessage(doing);
};

/** Reads marks on, consistently, up to one more than the page, to know whether there is another one. */
export const marksAfter = <Mark extends Key>(
  { afterUserId, limit, marks, exhausted }: ListingMarks<Mark>,
  partition: string,
): DynamoDBQueryRequest => {
  if (exhausted || marks.length > limit) return runtime.earlyReturn();
  return {
    operation: 'Query',
    query:
      afterUserId === null
        ? { expression: 'pk = :marks', expressionValues: util.dynamodb.toMapValues({ ':marks': partition }) }
        : {
            expression: 'pk = :marks AND sk > :after',
            expressionValues: util.dynamodb.toMapValues({ ':marks': partition, ':after': afterUserId }),
          },
    limit: limit + 1 - marks.length,
    consistentRead: true,
  };
};

export const foundMarks = <Mark extends Key>(ctx: Ctx<ListingMarks<Mark>, Found<Mark> | null>): Found<Mark> => {
  if (ctx.error || !ctx.result) return refuseForNow(ctx.stash.doing);
  const { items, nextToken } = ctx.result;
  ctx.stash.afterUserId = items[items.length - 1]?.sk ?? ctx.stash.afterUserId;
  ctx.stash.exhausted = !nextToken;
  return ctx.result;
};

/** The marks of the page. */
export const pageOfMarks = <Mark extends Key>({ marks, limit }: ListingMarks<Mark>): readonly Mark[] =>
  marks.slice(0, limit);

/** Where the page stands. One that ends before the list does leads on from where reading stopped. */
export const pageInfoOfMarks = <Mark extends Key>(ctx: Ctx<ListingMarks<Mark>, unknown, OneList>): PageInfo => {
  const { list, userId, marks, limit, exhausted, startedInside, afterUserId } = ctx.stash;
  const page = pageOfMarks(ctx.stash);
  const at = (memberId: string | null | undefined) =>
    isGiven(memberId) ? cursorAt(list, ctx.args.messageId, userId, memberId) : null;
  return {
    startCursor: at(page[0]?.sk),
    endCursor: at(marks.length > limit || exhausted ? page[page.length - 1]?.sk : afterUserId),
    hasPreviousPage: startedInside,
    hasNextPage: marks.length > limit || !exhausted,
  };
};
