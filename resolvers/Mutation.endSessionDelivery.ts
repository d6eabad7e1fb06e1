import { isSessionId } from '../domain/vocabulary/identifiers.ts';
import type { MutationEndSessionDeliveryArgs } from '../generated/schema.ts';
import type { Ctx } from './lib/context.ts';
import { endSubscriptions, sessionFields } from './lib/ending.ts';
import { refuseSession } from './lib/refuse.ts';

type Asking = Ctx<object, unknown, MutationEndSessionDeliveryArgs>;

export const request = (ctx: Asking) =>
  isSessionId(ctx.args.sessionId) ? { payload: null } : refuseSession('end the delivery of a session');

export const response = (ctx: Asking): boolean => {
  const { sessionId, userId } = ctx.args;
  endSubscriptions(sessionFields, userId ? { scope: 'SESSION', userId, sessionId } : { scope: 'EVERYONE', sessionId });
  return true;
};
