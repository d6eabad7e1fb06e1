import type { Context } from '@aws-appsync/utils';
import { extensions, util } from '@aws-appsync/utils';
import { callerOf } from './caller.ts';

/** What every subscription to one session needs before its membership is checked. */
export const prepareSubscription = (ctx: Context<{ sessionId: string }>, doing: string) => {
  ctx.stash.doing = doing;
  ctx.stash.sessionId = ctx.args.sessionId;
  ctx.stash.userId = callerOf(ctx, doing).userId;
  return {};
};

/** Only this session's events, whatever the arguments say: arguments alone are never trusted. */
export const limitToSession = (ctx: Context<{ sessionId: string }>): null => {
  extensions.setSubscriptionFilter(
    util.transform.toSubscriptionFilter({ sessionId: { eq: ctx.args.sessionId } }),
  );
  return null;
};
