import { SystemEvent } from '../domain/vocabulary/messages.ts';
import type { Message, MutationPublishMessageArgs } from '../generated/schema.ts';
import type { Ctx } from './lib/context.ts';
import { endWithJoining } from './lib/ending.ts';
import { answerMessage, type Pointed } from './lib/entry.ts';
import { openingMessage } from './lib/opening.ts';
import { pointAt } from './lib/publishing.ts';

/** What is told is what the log holds: its caller names a position, and nothing else (docs/adr/0017). */
export const request = (ctx: Ctx<Pointed, unknown, MutationPublishMessageArgs>) => pointAt(ctx, 'publish the message');
export const response = (ctx: Ctx<Pointed>): Message => {
  const message = ctx.stash.opened ? openingMessage(ctx.stash.opened) : answerMessage(ctx);
  if (message.content?.system?.event === SystemEvent.MEMBERS_JOINED) endWithJoining(message.sessionId);
  return message;
};
