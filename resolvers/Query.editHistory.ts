import type { MessageEdit, QueryEditHistoryArgs } from '../generated/schema.ts';
import type { ReadingEditions } from './functions/readEditions.ts';
import type { Ctx } from './lib/context.ts';
import { messageOf } from './lib/marks.ts';
import { beginWithMessage } from './lib/reading.ts';
import { toContent } from './lib/shapes.ts';

export const request = (ctx: Ctx<ReadingEditions, unknown, QueryEditHistoryArgs>) =>
  beginWithMessage(ctx, 'read the edit history');

export const response = (ctx: Ctx<ReadingEditions>): MessageEdit[] => {
  const { sessionId, editions } = ctx.stash;
  const { messageKind, attachment } = messageOf(ctx.stash);
  return (editions ?? []).map(({ edition, text, code, replacedAt }) => ({
    edition,
    content: toContent(sessionId, {
      messageKind,
      text,
      ...(code ? { code } : {}),
      ...(attachment ? { attachment } : {}),
    }),
    replacedAt,
  }));
};
