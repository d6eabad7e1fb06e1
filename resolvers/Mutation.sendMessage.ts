import { util } from '@aws-appsync/utils';
import { fragmentOf } from '../domain/vocabulary/event-fragments.ts';
import { positionOf, refusalOfClientMessageId } from '../domain/vocabulary/identifiers.ts';
import { mentionable, refusalOfMentions } from '../domain/vocabulary/mentions.ts';
import { MessageKind } from '../domain/vocabulary/messages.ts';
import type { MutationSendMessageArgs } from '../generated/schema.ts';
import { callerOf } from './lib/caller.ts';
import type { Ctx } from './lib/context.ts';
import { refuse, refuseForNow, refuseMessage } from './lib/refuse.ts';
import { messagesOf } from './lib/relating.ts';
import { requireSelection } from './lib/selection.ts';
import type { Sending } from './lib/sending.ts';
import { setting } from './lib/settings.ts';

const doing = 'send the message';

const isNamed = (id: string | null | undefined): id is string => id !== null && id !== undefined;

/** The position of a message of this session, null where none is named. A message of another session is none of this one. */
const positionHere = (sessionId: string, messageId: string | null | undefined): number | null => {
  if (!isNamed(messageId)) return null;
  const position = positionOf(messageId);
  return position?.sessionId === sessionId ? position.seq : refuseMessage(doing);
};

/** Checks the selection set, which must hold what the message will carry, and the ids. Protocol: docs/session-log.md, Append. */
export const request = (ctx: Ctx<Sending, unknown, MutationSendMessageArgs>) => {
  const { sessionId, clientMessageId, kind, replyToId, threadRootId } = ctx.args.input;
  requireSelection(
    ctx,
    doing,
    fragmentOf({ kind: kind ?? MessageKind.TEXT, answers: isNamed(replyToId), isThreaded: isNamed(threadRootId) }),
  );
  const caller = callerOf(ctx, doing);
  const mentions = ctx.args.input.mentions ?? [];
  const [replyTo, threadRoot] = [positionHere(sessionId, replyToId), positionHere(sessionId, threadRootId)];
  const refusal = refusalOfClientMessageId(clientMessageId) ?? refusalOfMentions(mentions);
  if (refusal) return refuse(doing, refusal);
  ctx.stash.doing = doing;
  ctx.stash.sessionId = sessionId;
  ctx.stash.userId = caller.userId;
  ctx.stash.now = util.time.nowEpochMilliSeconds();
  ctx.stash.messagesPerMinute = +setting(ctx, 'MESSAGES_PER_MINUTE');
  ctx.stash.draft = {
    clientMessageId,
    senderName: caller.name,
    mentions: mentionable(mentions, caller.userId),
    replyTo,
    threadRoot,
    isAnonymous: ctx.args.input.isAnonymous ?? false,
  };
  return {};
};

export const response = (ctx: Ctx<Sending>) => {
  const { refusal } = ctx.stash;
  if (refusal) return refuse(doing, refusal);
  // None where both positions were given up for dead before they could be written, or what it points at stayed unread.
  const message = messagesOf(ctx.stash)[0] ?? refuseForNow(doing);
  // A repeated send answers the message that its id names, which may be another than the one that came with it.
  const kind = message.content ? message.kind : null;
  requireSelection(ctx, doing, fragmentOf({ kind, answers: message.replyTo !== null, isThreaded: false }));
  return message;
};
