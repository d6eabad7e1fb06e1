import { util } from '@aws-appsync/utils';
import { typingFragment } from '../domain/vocabulary/event-fragments.ts';
import { Durations } from '../domain/vocabulary/limits.ts';
import type { MutationSendTypingIndicatorArgs, TypingIndicator } from '../generated/schema.ts';
import { callerOf } from './lib/caller.ts';
import type { Asked, Ctx } from './lib/context.ts';
import { requireSelection } from './lib/selection.ts';

const doing = 'show typing';

interface Typing extends Asked {
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

/** Nothing is stored: the indicator lives at its receivers until it lapses. */
export const response = (ctx: Ctx<Typing>): TypingIndicator => {
  const { sessionId, userId, userName, isTyping } = ctx.stash;
  return {
    sessionId,
    userId,
    userName,
    isTyping,
    expiresAt: util.time.epochMilliSecondsToISO8601(util.time.nowEpochMilliSeconds() + Durations.typing),
  };
};
