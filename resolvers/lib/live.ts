import { extensions, util } from '@aws-appsync/utils';
import { callerOf } from './caller.ts';
import type { Asked, Ctx } from './context.ts';

interface OneSession {
  readonly sessionId: string;
}

/** What every subscription to one session needs before its membership is checked. */
export const prepareSubscription = (ctx: Ctx<Asked, unknown, OneSession>, doing: string) => {
  ctx.stash.doing = doing;
  ctx.stash.sessionId = ctx.args.sessionId;
  ctx.stash.userId = callerOf(ctx, doing).userId;
  return {};
};

/** Only this session's events, whatever the arguments say: arguments alone are never trusted. */
export const limitToSession = (ctx: Ctx<Asked>): null => {
  extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter({ sessionId: { eq: ctx.stash.sessionId } }));
  return null;
};
