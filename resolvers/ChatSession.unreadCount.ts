import { Limits } from '../domain/vocabulary/limits.ts';
import type { Ctx } from './lib/context.ts';
import { beginCounting, type Counting } from './lib/counting.ts';
import type { SessionSource } from './lib/session-source.ts';

/** What counts is in `domain/vocabulary/unread.ts`. */
export const request = (ctx: Ctx<Counting, unknown, unknown, SessionSource>) =>
  beginCounting(ctx, 'count the unread messages', {
    depth: 2 * Limits.unreadShown,
    enough: Limits.unreadShown,
    mentionsOnly: false,
  });

export const response = (ctx: Ctx<Counting>): number => Math.min(ctx.stash.count, Limits.unreadShown);
