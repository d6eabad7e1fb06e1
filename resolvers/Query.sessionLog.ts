import { refusalOfAfter, refusalOfPageSize } from '../domain/vocabulary/identifiers.ts';
import { Limits } from '../domain/vocabulary/limits.ts';
import { contiguousFrom } from '../domain/vocabulary/session-log.ts';
import type { QuerySessionLogArgs, SessionLogPage } from '../generated/schema.ts';
import { callerOf } from './lib/caller.ts';
import type { CatchingUp } from './lib/catching-up.ts';
import type { Ctx } from './lib/context.ts';
import { refuse } from './lib/refuse.ts';
import { toLogEntry } from './lib/shapes.ts';

const doing = 'read the session log';

/** Protocol: docs/session-log.md, Read. META is read before the slots; both consistently. */
export const request = (ctx: Ctx<CatchingUp, unknown, QuerySessionLogArgs>) => {
  const { sessionId } = ctx.args;
  const after = ctx.args.after ?? 0;
  const limit = ctx.args.limit ?? Limits.logPage;
  const refusal = refusalOfPageSize(limit, Limits.logPage) ?? refusalOfAfter(after);
  if (refusal) return refuse(doing, refusal);
  ctx.stash.doing = doing;
  ctx.stash.sessionId = sessionId;
  ctx.stash.userId = callerOf(ctx, doing).userId;
  ctx.stash.after = after;
  ctx.stash.limit = limit;
  ctx.stash.slots = null;
  return {};
};

export const response = (ctx: Ctx<CatchingUp>): SessionLogPage => {
  const { sessionId, meta, after } = ctx.stash;
  const slots = ctx.stash.slots ?? [];
  const seqs = slots.map((slot) => slot.seq);
  const lastSeq = Math.max(meta.lastSeq, seqs[seqs.length - 1] ?? 0);
  return {
    entries: slots.map((slot) => toLogEntry(sessionId, slot)),
    contiguousSeq: contiguousFrom(after, seqs, lastSeq),
    lastSeq,
  };
};
