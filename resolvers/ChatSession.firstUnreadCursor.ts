import { messageIdOf } from '../domain/vocabulary/identifiers.ts';
import type { Ctx } from './lib/context.ts';
import { beginCounting, type Counting } from './lib/counting.ts';
import type { SessionSource } from './lib/session-source.ts';

/** How many positions the first look takes in: what is not read begins with something unread nearly always. */
const firstLook = 20;

export const request = (ctx: Ctx<Counting, unknown, unknown, SessionSource>) =>
  beginCounting(ctx, 'find the first unread message', { depth: firstLook, enough: 1, mentionsOnly: false });

/** Just before the first unread message; where none is, at the end of what there is. */
export const response = (ctx: Ctx<Counting>): string => {
  const { sessionId, from, firstSeq } = ctx.stash;
  return messageIdOf(sessionId, firstSeq === undefined ? from : firstSeq - 1);
};
