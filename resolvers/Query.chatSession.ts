import type { QueryChatSessionArgs } from '../generated/schema.ts';
import type { Opened } from './functions/readSession.ts';
import { callerOf } from './lib/caller.ts';
import type { Ctx } from './lib/context.ts';
import type { SessionSource } from './lib/session-source.ts';

const doing = 'open the session';

export const request = (ctx: Ctx<Opened, unknown, QueryChatSessionArgs>) => {
  ctx.stash.doing = doing;
  ctx.stash.sessionId = ctx.args.sessionId;
  ctx.stash.userId = callerOf(ctx, doing).userId;
  return {};
};

/** `lastMessage` and `unreadCount` are found by their own resolvers, only when they are asked for. */
export const response = (ctx: Ctx<Opened>): SessionSource => {
  const { meta, detail, member } = ctx.stash;
  return {
    id: ctx.stash.sessionId,
    sessionType: meta.sessionType,
    kind: meta.kind,
    name: detail.name,
    status: meta.status,
    createdBy: detail.createdBy,
    createdAt: detail.createdAt,
    memberCount: meta.memberCount,
    lastSeq: meta.lastSeq,
    lastActivityAt: meta.lastActivityAt,
    lastMessageSeq: meta.lastMessageSeq,
    myRole: member.role,
    lastReadSeq: member.lastReadSeq,
  };
};
