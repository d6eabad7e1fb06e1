import type { Context } from '@aws-appsync/utils';
import { Limits } from '../domain/vocabulary/limits.ts';
import { callerOf } from './lib/caller.ts';

const doing = 'count the unread messages';

/** The one definition of unread: messages after the caller's read pointer that someone else wrote. */
export const request = (ctx: Context) => {
  const source: { readonly id: string; readonly lastSeq: number; readonly lastReadSeq: number } = ctx.source;
  ctx.stash.doing = doing;
  ctx.stash.sessionId = source.id;
  ctx.stash.userId = callerOf(ctx, doing).userId;
  ctx.stash.from = source.lastReadSeq;
  ctx.stash.exhausted = source.lastSeq <= source.lastReadSeq;
  ctx.stash.unread = 0;
  return {};
};

export const response = (ctx: Context): number => Math.min(ctx.stash.unread, Limits.unreadShown);
