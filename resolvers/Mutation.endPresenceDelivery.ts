import { ErrorCode } from '../domain/vocabulary/error-codes.ts';
import { isSessionId } from '../domain/vocabulary/identifiers.ts';
import type { MutationEndPresenceDeliveryArgs } from '../generated/schema.ts';
import type { Ctx } from './lib/context.ts';
import { endSubscriptions } from './lib/ending.ts';
import { refuse, refuseSession } from './lib/refuse.ts';

type Asking = Ctx<object, unknown, MutationEndPresenceDeliveryArgs>;

const doing = 'end the delivery of presence';

export const request = (ctx: Asking) => {
  const { sessionId, userId } = ctx.args;
  if (!sessionId === !userId) {
    return refuse(doing, { code: ErrorCode.BadInput, why: 'exactly one of sessionId and userId is to be given' });
  }
  return sessionId && !isSessionId(sessionId) ? refuseSession(doing) : { payload: null };
};

export const response = (ctx: Asking): boolean => {
  const { sessionId, userId } = ctx.args;
  if (userId) endSubscriptions(['onPresence', 'onTypingIndicator'], { scope: 'ALL', userId });
  if (sessionId) endSubscriptions(['onPresence'], { scope: 'EVERYONE', sessionId });
  return true;
};
