import { extensions, util } from '@aws-appsync/utils';
import { Limits } from '../domain/vocabulary/limits.ts';
import { userAudience } from '../domain/vocabulary/messages.ts';
import { callerOf } from './lib/caller.ts';
import { answerOfService, askService, type ServiceAnswer } from './lib/chat-service.ts';
import type { Ctx } from './lib/context.ts';
import { endWithAnySession } from './lib/ending.ts';

const doing = 'listen to the inbox';

const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

/** As many ids as one operator of a filter takes. */
const groupsOf = (ids: readonly string[]): string[][] =>
  ids
    .filter((_, at) => at % Limits.inboxGroup === 0)
    .map((_, group) => ids.slice(group * Limits.inboxGroup, (group + 1) * Limits.inboxGroup));

/** One filter over a part of the caller's sessions, which the service names (docs/adr/0018). */
export const request = (ctx: Ctx) => askService(ctx, doing);

export const response = (ctx: Ctx<object, ServiceAnswer | null>): null => {
  const groups = groupsOf(textsIn(answerOfService(ctx, doing)));
  const { userId } = callerOf(ctx, doing);
  const audiences = [[userAudience(userId)]].concat(groups);
  extensions.setSubscriptionFilter(
    util.transform.toSubscriptionFilter({ or: audiences.map((any) => ({ audience: { containsAny: any } })) }),
  );
  endWithAnySession(userId, groups);
  return null;
};
