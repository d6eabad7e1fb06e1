import { Limits } from '../domain/vocabulary/limits.ts';
import { callerOf } from './lib/caller.ts';
import type { Ctx } from './lib/context.ts';
import type { Counting } from './lib/counting.ts';
import { sourceOf, type SessionSource } from './lib/session-source.ts';

const doing = 'count the unread messages';

/** The one definition of unread: messages after the caller's read pointer that someone else wrote. */
export const request = (ctx: Ctx<Counting, unknown, unknown, SessionSource>) => {
  const source = sourceOf(ctx);
  ctx.stash.doing = doing;
  ctx.stash.sessionId = source.id;
  ctx.stash.userId = callerOf(ctx, doing).userId;
  ctx.stash.from = source.lastReadSeq;
  ctx.stash.exhausted = source.lastSeq <= source.lastReadSeq;
  ctx.stash.unread = 0;
  return {};
};

export const response = (ctx: Ctx<Counting>): number => Math.min(ctx.stash.unread, Limits.unreadShown);
