import { messageIdOf, refusalOfPageSize } from '../domain/vocabulary/identifiers.ts';
import { Limits } from '../domain/vocabulary/limits.ts';
import type { AuditConnection, QueryAuditLogArgs } from '../generated/schema.ts';
import type { Auditing } from './functions/readAudit.ts';
import { callerOf } from './lib/caller.ts';
import type { Ctx } from './lib/context.ts';
import { badCursor, isGiven } from './lib/cursors.ts';
import { refuse } from './lib/refuse.ts';

const doing = 'read the audit log';

/** A cursor names the list, the session, whose page it was, and the key of the entry: none of them has a space. */
const cursorAt = (sessionId: string, userId: string, key: string): string =>
  ['audit', sessionId, userId, key].join(' ');

const keyIn = (sessionId: string, userId: string, cursor: string): string => {
  const key = cursor.split(' ')[3] ?? '';
  return key !== '' && cursor === cursorAt(sessionId, userId, key) ? key : refuse(doing, badCursor);
};

export const request = (ctx: Ctx<Auditing, unknown, QueryAuditLogArgs>) => {
  const { sessionId, after } = ctx.args;
  const limit = ctx.args.limit ?? Limits.marksPage;
  const refusal = refusalOfPageSize(limit, Limits.marksPage);
  if (refusal) return refuse(doing, refusal);
  const { userId } = callerOf(ctx, doing);
  ctx.stash.doing = doing;
  ctx.stash.sessionId = sessionId;
  ctx.stash.userId = userId;
  ctx.stash.limit = limit;
  ctx.stash.before = isGiven(after) ? keyIn(sessionId, userId, after) : null;
  return {};
};

export const response = (ctx: Ctx<Auditing>): AuditConnection => {
  const { sessionId, userId, limit, before, entries } = ctx.stash;
  const page = entries.slice(0, limit);
  const [first, last] = [page[0], page[page.length - 1]];
  return {
    items: page.map(({ moderatorId, messageSeq, senderId, at }) => ({
      moderatorId,
      messageId: messageIdOf(sessionId, messageSeq),
      senderId,
      at,
    })),
    pageInfo: {
      startCursor: first ? cursorAt(sessionId, userId, first.sk) : null,
      endCursor: last ? cursorAt(sessionId, userId, last.sk) : null,
      hasPreviousPage: before !== null,
      hasNextPage: entries.length > limit,
    },
  };
};
