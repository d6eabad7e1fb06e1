import { refusalOfPageSize } from '../domain/vocabulary/identifiers.ts';
import { Limits } from '../domain/vocabulary/limits.ts';
import type { MessageConnection, QueryThreadMessagesArgs } from '../generated/schema.ts';
import type { Ctx } from './lib/context.ts';
import { cursorPosition, isGiven, refusalOfCursors } from './lib/cursors.ts';
import { answerPage, aSide } from './lib/paging.ts';
import { beginWithMessage } from './lib/reading.ts';
import { refuse } from './lib/refuse.ts';
import type { Threading } from './lib/threads.ts';

const doing = 'read the thread';

export const request = (ctx: Ctx<Threading, unknown, QueryThreadMessagesArgs>) => {
  const { before, after } = ctx.args;
  const limit = ctx.args.limit ?? Limits.messagesPage;
  const refusal = refusalOfPageSize(limit, Limits.messagesPage) ?? refusalOfCursors([before, after]);
  if (refusal) return refuse(doing, refusal);
  beginWithMessage(ctx, doing);
  const cursor = after ?? before;
  const from = isGiven(cursor) ? cursorPosition(doing, ctx.stash.sessionId, cursor) : null;
  ctx.stash.sides = [aSide(isGiven(after), from, limit)];
  ctx.stash.startedInside = from !== null && from > ctx.stash.seq;
  ctx.stash.slots = [];
  ctx.stash.unreadOnly = false;
  return {};
};

export const response = (ctx: Ctx<Threading>): MessageConnection => answerPage(ctx.stash);
