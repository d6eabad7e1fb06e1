import { refusalOfAfter, refusalOfPageSize } from '../domain/vocabulary/identifiers.ts';
import { Limits } from '../domain/vocabulary/limits.ts';
import { contiguousFrom } from '../domain/vocabulary/session-log.ts';
import type { QuerySessionLogArgs, SessionLogPage } from '../generated/schema.ts';
import { callerOf } from './lib/caller.ts';
import type { CatchingUp } from './lib/catching-up.ts';
import type { Ctx } from './lib/context.ts';
import { refuse, refuseForNow } from './lib/refuse.ts';
import { entriesOf } from './lib/relating.ts';

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

/**
 * A page ends before the first entry that cannot be shown whole: before a message that the database had no time to read, or
 * where an answer is full. The next page begins there.
 */
export const response = (ctx: Ctx<CatchingUp>): SessionLogPage => {
  const { meta, after } = ctx.stash;
  const slots = ctx.stash.slots ?? [];
  const entries = entriesOf(ctx.stash);
  if (entries.length === 0 && slots.length > 0) return refuseForNow(doing);
  const lastSeq = Math.max(meta.lastSeq, slots[slots.length - 1]?.seq ?? 0);
  const seqs = entries.map(({ seq }) => seq);
  return { entries, contiguousSeq: contiguousFrom(after, seqs, lastSeq), lastSeq };
};
