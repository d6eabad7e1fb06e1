import { ErrorCode } from '../domain/vocabulary/error-codes.ts';
import { isSessionId } from '../domain/vocabulary/identifiers.ts';
import type { MutationEndCallDeliveryArgs } from '../generated/schema.ts';
import type { Ctx } from './lib/context.ts';
import { callFields, endSubscriptions } from './lib/ending.ts';
import { refuse, refuseCall, refuseSession } from './lib/refuse.ts';

type Asking = Ctx<object, unknown, MutationEndCallDeliveryArgs>;

const doing = 'end the delivery of calls';

export const request = (ctx: Asking) => {
  const { sessionId, callId, userId } = ctx.args;
  if (sessionId && !isSessionId(sessionId)) return refuseSession(doing);
  if (callId && !isSessionId(callId)) return refuseCall(doing);
  const isOne = callId ? userId && !sessionId : sessionId || userId;
  const why = 'it takes a session, with or without a user, or a call and a user, or a user';
  return isOne ? { payload: null } : refuse(doing, { code: ErrorCode.BadInput, why });
};

export const response = (ctx: Asking): boolean => {
  const { sessionId, callId, userId } = ctx.args;
  if (callId && userId) endSubscriptions(['onCallSignal'], { scope: 'CALL', userId, callId });
  else if (sessionId && userId) endSubscriptions(callFields, { scope: 'SESSION', userId, sessionId });
  else if (sessionId) endSubscriptions(callFields, { scope: 'EVERYONE', sessionId });
  else if (userId) endSubscriptions(callFields, { scope: 'ALL', userId });
  return true;
};
