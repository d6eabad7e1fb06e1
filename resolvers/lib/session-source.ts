import { util } from '@aws-appsync/utils';
import type { ChatSession } from '../../generated/schema.ts';

/**
 * A session as its parent field gives it to the resolvers of its own fields: whatever needs a look into the log is left to
 * those. The chat service answers in this shape, too.
 */
export type SessionSource = Omit<ChatSession, 'lastMessage' | 'unreadCount'> & {
  readonly lastMessageSeq: number;
};

/** The session whose field is asked for. */
export const sourceOf = (ctx: { readonly source?: SessionSource }): SessionSource =>
  ctx.source ?? util.error('unable to serve; the field has no session', 'InternalFailure');
