import type { ChatSessionsPage } from '../../application/ports/chat-service.ts';
import type { ChatSessionView } from '../../application/ports/chat-session-directory.ts';
import { toIso } from '../../domain/shared/instant.ts';
import type { Result } from '../../domain/shared/result.ts';
import type { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import type { RefusalInfo } from '../../domain/vocabulary/refusal.ts';
import { sentence } from '../../domain/vocabulary/refusal.ts';
import type { ChatSession, ChatSessionConnection } from '../../generated/schema.ts';

/**
 * A session as GraphQL has it, but for what its own resolvers find where someone asks: the newest message, from
 * `lastMessageSeq` on, and the unread count.
 */
export type ChatSessionValue = Omit<ChatSession, 'lastMessage' | 'unreadCount'> & { readonly lastMessageSeq: number };
export type ChatSessionConnectionValue = Omit<ChatSessionConnection, 'items'> & {
  readonly items: readonly ChatSessionValue[];
};

/** What the resolver gets: a value, or a refusal to raise as the field's error. */
export type ServiceAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false;
      readonly refusal: { readonly code: ErrorCode; readonly message: string; readonly info?: RefusalInfo };
    };

/** `doing` completes "unable to …". */
export function toAnswer<Value, Shown>(
  doing: string,
  result: Result<Value>,
  show: (value: Value) => Shown,
): ServiceAnswer<Shown> {
  if (result.ok) return { ok: true, value: show(result.value) };
  const { code, why, info } = result.refusal;
  return { ok: false, refusal: { code, message: sentence(doing, why), ...(info === undefined ? {} : { info }) } };
}

export const toChatSession = (view: ChatSessionView): ChatSessionValue => ({
  id: view.id,
  sessionType: view.sessionType,
  kind: view.kind,
  name: view.name,
  status: view.status,
  createdBy: view.createdBy,
  createdAt: toIso(view.createdAt),
  memberCount: view.memberCount,
  lastSeq: view.lastSeq,
  lastActivityAt: toIso(view.lastActivityAt),
  lastMessageSeq: view.lastMessageSeq,
  myRole: view.myRole,
  lastReadSeq: view.lastReadSeq,
});

export const toConnection = (page: ChatSessionsPage): ChatSessionConnectionValue => ({
  items: page.items.map(toChatSession),
  pageInfo: {
    startCursor: page.startCursor,
    endCursor: page.endCursor,
    hasPreviousPage: page.hasPreviousPage,
    hasNextPage: page.hasNextPage,
  },
});
