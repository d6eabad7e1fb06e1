import { extensions, util } from '@aws-appsync/utils';
import { SessionStatus } from '../../domain/vocabulary/sessions.ts';
import { callerOf } from './caller.ts';
import type { Asked, Ctx, Joined } from './context.ts';
import { endWithSession } from './ending.ts';
import { refuseSession } from './refuse.ts';

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

/**
 * Only this session's events, whatever the arguments say: arguments alone are never trusted. `also` says what else an event
 * must have. A BLOCKED session is nobody's to listen to, and is refused like a missing one.
 */
const limitToSession = (ctx: Ctx<Joined>, also: object): null => {
  const { doing, sessionId, userId, meta } = ctx.stash;
  if (meta.status === SessionStatus.BLOCKED) refuseSession(doing);
  extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter({ sessionId: { eq: sessionId }, ...also }));
  endWithSession(userId, sessionId);
  return null;
};

export const listenToSession = (ctx: Ctx<Joined>): null => limitToSession(ctx, {});

/** Events that name their audience are for those who are in it. */
export const listenAsAudience = (ctx: Ctx<Joined>): null =>
  limitToSession(ctx, { audience: { containsAny: [ctx.stash.sessionId] } });
