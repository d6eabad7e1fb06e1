import { relatedToRead } from '../domain/vocabulary/related.ts';
import type { PinnedMessage, QueryPinnedMessagesArgs } from '../generated/schema.ts';
import { callerOf } from './lib/caller.ts';
import type { Ctx } from './lib/context.ts';
import { standingPins, type Pinned } from './lib/pinned.ts';
import { refuseForNow } from './lib/refuse.ts';
import { readingOf } from './lib/relating.ts';
import { toMessage } from './lib/shapes.ts';

const doing = 'list the pinned messages';

export const request = (ctx: Ctx<Pinned, unknown, QueryPinnedMessagesArgs>) => {
  ctx.stash.doing = doing;
  ctx.stash.sessionId = ctx.args.sessionId;
  ctx.stash.userId = callerOf(ctx, doing).userId;
  return {};
};

export const response = (ctx: Ctx<Pinned>): PinnedMessage[] => {
  const { sessionId, slots, related } = ctx.stash;
  if (relatedToRead(readingOf(ctx.stash), 1).length > 0) return refuseForNow(doing);
  const all = (related ?? []).concat(slots ?? []);
  return standingPins(ctx.stash).flatMap(({ seq, pinnedBy, pinnedAt, until }) => {
    const slot = (slots ?? []).find((one) => one.seq === seq);
    return slot?.entry === 'MESSAGE' ? [{ message: toMessage(sessionId, slot, all), pinnedBy, pinnedAt, until }] : [];
  });
};
