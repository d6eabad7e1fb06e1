import { previewOf } from '../domain/vocabulary/message-text.ts';
import type { MessagePreview } from '../generated/schema.ts';
import type { Ctx } from './lib/context.ts';
import type { Looking } from './lib/looking.ts';
import { sourceOf, type SessionSource } from './lib/session-source.ts';
import { shownSender } from './lib/shapes.ts';

/** The log is the only place that knows a message's text: a copy beside the session could outlive an edit. ADR 6. */
export const request = (ctx: Ctx<Looking, unknown, unknown, SessionSource>) => {
  const source = sourceOf(ctx);
  ctx.stash.doing = 'find the last message';
  ctx.stash.sessionId = source.id;
  ctx.stash.found = source.lastMessageFound ?? null;
  ctx.stash.from = source.lastMessageFound ? 0 : source.lastMessageSeq;
  ctx.stash.depth = 1;
  ctx.stash.slot = null;
  return {};
};

export const response = (ctx: Ctx<Looking>): MessagePreview | null => {
  const { slot, found } = ctx.stash;
  return (
    found ??
    (slot && {
      seq: slot.seq,
      ...shownSender(slot),
      kind: slot.messageKind,
      text: previewOf(slot.text),
      createdAt: slot.at,
    })
  );
};
