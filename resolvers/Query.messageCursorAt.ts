import { util } from '@aws-appsync/utils';
import { messageIdOf } from '../domain/vocabulary/identifiers.ts';
import type { QueryMessageCursorAtArgs } from '../generated/schema.ts';
import type { Probing } from './functions/probePositions.ts';
import { callerOf } from './lib/caller.ts';
import type { Ctx } from './lib/context.ts';

const doing = 'find the date';

export const request = (ctx: Ctx<Probing, unknown, QueryMessageCursorAtArgs>) => {
  ctx.stash.doing = doing;
  ctx.stash.sessionId = ctx.args.sessionId;
  ctx.stash.userId = callerOf(ctx, doing).userId;
  ctx.stash.time = util.time.parseISO8601ToEpochMilliSeconds(ctx.args.date);
  ctx.stash.settled = false;
  return {};
};

export const response = (ctx: Ctx<Probing>): string => {
  const { sessionId, bounds, meta } = ctx.stash;
  return messageIdOf(sessionId, bounds?.high ?? meta.lastSeq + 1);
};
