import { util } from '@aws-appsync/utils';
import { typingFragment } from '../domain/vocabulary/event-fragments.ts';
import { Durations } from '../domain/vocabulary/limits.ts';
import { refusalOfPosting } from '../domain/vocabulary/permissions.ts';
import type { MutationSendTypingIndicatorArgs, TypingIndicator } from '../generated/schema.ts';
import { callerOf } from './lib/caller.ts';
import type { Ctx, Joined } from './lib/context.ts';
import { postable, poster } from './lib/posting.ts';
import { refuse } from './lib/refuse.ts';
import { requireSelection } from './lib/selection.ts';

const doing = 'show typing';

interface Typing extends Joined {
  userName: string | null;
  isTyping: boolean;
}

export const request = (ctx: Ctx<Typing, unknown, MutationSendTypingIndicatorArgs>) => {
  requireSelection(ctx, doing, typingFragment);
  const caller = callerOf(ctx, doing);
  ctx.stash.doing = doing;
  ctx.stash.sessionId = ctx.args.sessionId;
  ctx.stash.userId = caller.userId;
  ctx.stash.userName = caller.name;
  ctx.stash.isTyping = ctx.args.isTyping ?? true;
  return {};
};

/** Who may not post is not shown typing. Nothing is stored: the indicator lives at its receivers until it lapses. */
export const response = (ctx: Ctx<Typing>): TypingIndicator => {
  const { sessionId, userId, userName, isTyping, meta, member } = ctx.stash;
  const now = util.time.nowEpochMilliSeconds();
  const refusal = refusalOfPosting(postable(meta), poster(member), now);
  if (refusal) return refuse(doing, refusal);
  return {
    sessionId,
    userId,
    userName,
    isTyping,
    expiresAt: util.time.epochMilliSecondsToISO8601(now + Durations.typing),
  };
};
