import { extensions, util } from '@aws-appsync/utils';
import { callerOf } from './lib/caller.ts';
import type { Ctx } from './lib/context.ts';
import { endWithUser } from './lib/ending.ts';

const doing = 'listen for calls';

export const request = (ctx: Ctx) => ({ payload: callerOf(ctx, doing).userId });

/** Only calls that ring for whoever listens: nobody names whose. */
export const response = (ctx: Ctx): null => {
  const { userId } = callerOf(ctx, doing);
  extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter({ userId: { eq: userId } }));
  endWithUser(userId);
  return null;
};
