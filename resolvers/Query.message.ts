import type { Message, QueryMessageArgs } from '../generated/schema.ts';
import type { Ctx } from './lib/context.ts';
import { answerMessage } from './lib/entry.ts';
import { beginWithMessage, type JoinedForMessage } from './lib/reading.ts';

export const request = (ctx: Ctx<JoinedForMessage, unknown, QueryMessageArgs>) =>
  beginWithMessage(ctx, 'read the message');

export const response = (ctx: Ctx<JoinedForMessage>): Message => answerMessage(ctx);
