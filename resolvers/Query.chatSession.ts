import type { Context } from '@aws-appsync/utils';
import type { DetailItem, MemberItem, MetaItem } from '../adapters/dynamodb/layout/items.ts';
import type { ChatSession, QueryChatSessionArgs } from '../generated/schema.ts';
import { callerOf } from './lib/caller.ts';

const doing = 'open the session';

export const request = (ctx: Context<QueryChatSessionArgs>) => {
  ctx.stash.doing = doing;
  ctx.stash.sessionId = ctx.args.sessionId;
  ctx.stash.userId = callerOf(ctx, doing).userId;
  return {};
};

/** All but `unreadCount`, which is counted by its own resolver only when it is asked for. */
export const response = (ctx: Context): Omit<ChatSession, 'unreadCount'> => {
  const meta: MetaItem = ctx.stash.meta;
  const detail: DetailItem = ctx.stash.detail;
  const member: MemberItem = ctx.stash.member;
  const { preview } = meta;
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
    lastMessage: preview && {
      seq: meta.previewSeq,
      senderId: preview.senderId,
      kind: preview.kind,
      text: preview.text,
      createdAt: preview.at,
    },
    myRole: member.role,
    lastReadSeq: member.lastReadSeq,
  };
};
