import { refusalOfPageSize } from '../domain/vocabulary/identifiers.ts';
import { Limits } from '../domain/vocabulary/limits.ts';
import type { MessageConnection, QueryMessagesArgs } from '../generated/schema.ts';
import { callerOf } from './lib/caller.ts';
import type { Ctx } from './lib/context.ts';
import { cursorPosition, isGiven, refusalOfCursors } from './lib/cursors.ts';
import { answerPage, aSide, type Paging, type Side } from './lib/paging.ts';
import { refuse } from './lib/refuse.ts';

const doing = 'read the messages';

/** Both sides of a position, the message there with the newer ones. */
const sidesAround = (seq: number, limit: number): readonly Side[] => {
  const older = Math.floor(limit / 2);
  return [aSide(false, seq, older), aSide(true, Math.max(seq - 1, 0), limit - older)];
};

export const request = (ctx: Ctx<Paging, unknown, QueryMessagesArgs>) => {
  const { sessionId, before, after, around } = ctx.args;
  const limit = ctx.args.limit ?? Limits.messagesPage;
  const refusal = refusalOfPageSize(limit, Limits.messagesPage) ?? refusalOfCursors([before, after, around]);
  if (refusal) return refuse(doing, refusal);
  ctx.stash.doing = doing;
  ctx.stash.sessionId = sessionId;
  ctx.stash.userId = callerOf(ctx, doing).userId;
  ctx.stash.slots = [];
  if (isGiven(around)) {
    ctx.stash.sides = sidesAround(cursorPosition(doing, sessionId, around), limit);
    ctx.stash.startedInside = true;
    return {};
  }
  const cursor = after ?? before;
  const from = isGiven(cursor) ? cursorPosition(doing, sessionId, cursor) : null;
  ctx.stash.sides = [aSide(isGiven(after), from, limit)];
  ctx.stash.startedInside = from !== null && from > 0;
  return {};
};

export const response = (ctx: Ctx<Paging>): MessageConnection => answerPage(ctx.stash);
