import type { QueryChatSessionArgs } from '../generated/schema.ts';
import type { Opened } from './functions/readSession.ts';
import { callerOf } from './lib/caller.ts';
import type { Ctx } from './lib/context.ts';
import { toSessionSource, type SessionSource } from './lib/session-source.ts';

const doing = 'open the session';

export const request = (ctx: Ctx<Opened, unknown, QueryChatSessionArgs>) => {
  ctx.stash.doing = doing;
  ctx.stash.sessionId = ctx.args.sessionId;
  ctx.stash.userId = callerOf(ctx, doing).userId;
  return {};
};

/** What has to be looked for in the log is found by its own resolvers, only when it is asked for. */
export const response = (ctx: Ctx<Opened>): SessionSource => toSessionSource(ctx.stash.sessionId, ctx.stash);
