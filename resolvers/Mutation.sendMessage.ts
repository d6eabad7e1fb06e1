import { util } from '@aws-appsync/utils';
import { composeContent } from '../domain/vocabulary/composing.ts';
import { messageFragment } from '../domain/vocabulary/event-fragments.ts';
import { positionOf, refusalOfClientMessageId } from '../domain/vocabulary/identifiers.ts';
import { mentionable, refusalOfMentions } from '../domain/vocabulary/mentions.ts';
import { MessageKind } from '../domain/vocabulary/messages.ts';
import type { MutationSendMessageArgs } from '../generated/schema.ts';
import { callerOf } from './lib/caller.ts';
import type { Ctx } from './lib/context.ts';
import { contentWish } from './lib/content-wish.ts';
import { refuse, refuseForNow, refuseMessage } from './lib/refuse.ts';
import { messagesOf } from './lib/relating.ts';
import { requireSelection } from './lib/selection.ts';
import type { Sending } from './lib/sending.ts';
import { setting } from './lib/settings.ts';

const doing = 'send the message';

/** The position of a message of this session, null where none is named. A message of another session is none of this one. */
const positionHere = (sessionId: string, messageId: string | null | undefined): number | null => {
  if (messageId === null || messageId === undefined) return null;
  const position = positionOf(messageId);
  return position?.sessionId === sessionId ? position.seq : refuseMessage(doing);
};

/** Checks what needs no database: the selection set, the ids, the content. Protocol: docs/session-log.md, Append. */
export const request = (ctx: Ctx<Sending, unknown, MutationSendMessageArgs>) => {
  requireSelection(ctx, doing, messageFragment);
  const caller = callerOf(ctx, doing);
  const { sessionId, clientMessageId, content, replyToId, threadRootId } = ctx.args.input;
  const kind = ctx.args.input.kind ?? MessageKind.TEXT;
  const mentions = ctx.args.input.mentions ?? [];
  const now = util.time.nowEpochMilliSeconds();
  const unnamed = refusalOfClientMessageId(clientMessageId);
  if (unnamed) return refuse(doing, unnamed);
  const composed = composeContent(kind, contentWish(content), now);
  if (!composed.ok) return refuse(doing, composed.refusal);
  const crowded = refusalOfMentions(mentions);
  if (crowded) return refuse(doing, crowded);
  ctx.stash.doing = doing;
  ctx.stash.sessionId = sessionId;
  ctx.stash.userId = caller.userId;
  ctx.stash.now = now;
  ctx.stash.messagesPerMinute = +setting(ctx, 'MESSAGES_PER_MINUTE');
  ctx.stash.composed = { kind, parts: composed.value };
  ctx.stash.draft = {
    clientMessageId,
    senderName: caller.name,
    mentions: mentionable(mentions, caller.userId),
    replyTo: positionHere(sessionId, replyToId),
    threadRoot: positionHere(sessionId, threadRootId),
    isAnonymous: ctx.args.input.isAnonymous ?? false,
  };
  return {};
};

export const response = (ctx: Ctx<Sending>) => {
  const { refusal } = ctx.stash;
  if (refusal) return refuse(doing, refusal);
  // None where both positions were given up for dead before they could be written, or what it points at stayed unread.
  return messagesOf(ctx.stash)[0] ?? refuseForNow(doing);
};
