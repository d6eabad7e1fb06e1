import { positionOf } from '../../domain/vocabulary/identifiers.ts';
import type { Ctx } from './context.ts';
import type { Pointed } from './entry.ts';
import { refuseMessage } from './refuse.ts';

/** Names the position that a service asks to be told of, for `readEntry`. */
export const pointAt = (ctx: Ctx<Pointed, unknown, { readonly messageId: string }>, doing: string) => {
  const { sessionId, seq } = positionOf(ctx.args.messageId) ?? refuseMessage(doing);
  ctx.stash.doing = doing;
  ctx.stash.sessionId = sessionId;
  ctx.stash.seq = seq;
  return {};
};
