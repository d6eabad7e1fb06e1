import { messageFragment } from '../domain/vocabulary/event-fragments.ts';
import { refusalOfClientMessageId } from '../domain/vocabulary/identifiers.ts';
import { refusalOfText } from '../domain/vocabulary/message-text.ts';
import { MessageKind } from '../domain/vocabulary/messages.ts';
import type { MutationSendMessageArgs } from '../generated/schema.ts';
import { callerOf } from './lib/caller.ts';
import type { Ctx } from './lib/context.ts';
import { refuse, refuseForNow } from './lib/refuse.ts';
import { requireSelection } from './lib/selection.ts';
import type { Sending } from './lib/sending.ts';

const doing = 'send the message';

/** Checks what needs no database: the selection set, the ids, the text. Protocol: docs/session-log.md, Append. */
export const request = (ctx: Ctx<Sending, unknown, MutationSendMessageArgs>) => {
  requireSelection(ctx, doing, messageFragment);
  const caller = callerOf(ctx, doing);
  const { sessionId, clientMessageId, kind, content } = ctx.args.input;
  const text = content.text ?? '';
  const refusal = refusalOfClientMessageId(clientMessageId) ?? refusalOfText(text);
  if (refusal) return refuse(doing, refusal);
  ctx.stash.doing = doing;
  ctx.stash.sessionId = sessionId;
  ctx.stash.userId = caller.userId;
  ctx.stash.draft = { kind: kind ?? MessageKind.TEXT, text, clientMessageId, senderName: caller.name };
  return {};
};

export const response = (ctx: Ctx<Sending>) => {
  if (ctx.stash.message) return ctx.stash.message;
  // Three positions in a row were given up for dead before they could be written.
  return refuseForNow(doing);
};
