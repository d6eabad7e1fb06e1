import { ErrorCode } from '../domain/vocabulary/error-codes.ts';
import { messageIdOf, positionOf, refusalOfPageSize } from '../domain/vocabulary/identifiers.ts';
import { Limits } from '../domain/vocabulary/limits.ts';
import type { MessageConnection, QueryMessagesArgs } from '../generated/schema.ts';
import { callerOf } from './lib/caller.ts';
import type { Ctx } from './lib/context.ts';
import type { Paging } from './lib/paging.ts';
import { refuse } from './lib/refuse.ts';
import { toMessage } from './lib/shapes.ts';

const doing = 'read the messages';

const isGiven = (value: string | null | undefined): value is string => value !== null && value !== undefined;

/**
 * A cursor is a position of this session, in the form of a message id. Pages are always re-authorised, so a cursor
 * gives nothing away; one of another session is refused because it can only be a mistake.
 */
const cursorPosition = (sessionId: string, cursor: string): number => {
  const position = positionOf(cursor);
  return position?.sessionId === sessionId
    ? position.seq
    : refuse(doing, { code: ErrorCode.BadCursor, why: 'the cursor is not of this list' });
};

export const request = (ctx: Ctx<Paging, unknown, QueryMessagesArgs>) => {
  const { sessionId, before, after } = ctx.args;
  const limit = ctx.args.limit ?? Limits.messagesPage;
  const refusal =
    refusalOfPageSize(limit, Limits.messagesPage) ??
    (isGiven(before) && isGiven(after)
      ? { code: ErrorCode.BadInput, why: 'before and after exclude each other' }
      : undefined);
  if (refusal) return refuse(doing, refusal);
  ctx.stash.doing = doing;
  ctx.stash.sessionId = sessionId;
  ctx.stash.userId = callerOf(ctx, doing).userId;
  ctx.stash.limit = limit;
  const cursor = isGiven(after) ? after : before;
  ctx.stash.forward = isGiven(after);
  ctx.stash.startedInside = isGiven(cursor);
  ctx.stash.from = isGiven(cursor) ? cursorPosition(sessionId, cursor) : null;
  ctx.stash.messages = [];
  ctx.stash.exhausted = false;
  return {};
};

export const response = (ctx: Ctx<Paging>): MessageConnection => {
  const { sessionId, forward, limit, exhausted, from, messages: found } = ctx.stash;
  const page = found.slice(0, limit);
  const more = found.length > limit || !exhausted;
  const inOrder = forward ? page : page.slice().reverse();
  const items = inOrder.map((slot) => toMessage(sessionId, slot));
  // A page without a message still leads on: the cursor stands where reading stopped.
  const stopped = more && page.length < limit && from !== null ? messageIdOf(sessionId, from) : null;
  const first = items[0]?.id ?? null;
  const last = items[items.length - 1]?.id ?? null;
  return {
    items,
    pageInfo: {
      startCursor: forward ? first : (stopped ?? first),
      endCursor: forward ? (stopped ?? last) : last,
      hasPreviousPage: forward ? ctx.stash.startedInside : more,
      hasNextPage: forward ? more : ctx.stash.startedInside,
    },
  };
};
