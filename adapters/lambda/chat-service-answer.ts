import type { ChatSessionsPage } from '../../application/ports/chat-service.ts';
import type { ChatSessionView, ListedChatSession } from '../../application/ports/chat-session-directory.ts';
import type { MemberPreferences } from '../../domain/chat-session/preferences.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { toIso } from '../../domain/shared/instant.ts';
import type { Message } from '../../domain/message/message.ts';
import type { Result } from '../../domain/shared/result.ts';
import type { ErrorCode } from '../../domain/vocabulary/error-codes.ts';
import { previewOf } from '../../domain/vocabulary/message-text.ts';
import { aliasId } from '../../domain/vocabulary/messages.ts';
import { permissionsOf } from '../../domain/vocabulary/permissions.ts';
import type { RefusalInfo } from '../../domain/vocabulary/refusal.ts';
import { sentence } from '../../domain/vocabulary/refusal.ts';
import type {
  ChatSession,
  ChatSessionConnection,
  MemberPreferences as PreferencesValue,
  MessagePreview,
} from '../../generated/schema.ts';

/** What its own resolvers look for in the log, only where it is asked for. */
type FoundInLog = 'firstUnreadCursor' | 'lastMessage' | 'mentionCount' | 'unreadCount';

/** A session as GraphQL has it: the shape of `resolvers/lib/session-source.ts`. */
export type ChatSessionValue = Omit<ChatSession, FoundInLog> & {
  readonly lastMessageSeq: number;
  /** The newest message, where the list came by it. */
  readonly lastMessageFound?: MessagePreview;
};
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
  description: view.description,
  avatarUrl: view.avatarUrl,
  bannerUrl: view.bannerUrl,
  tags: view.tags,
  status: view.status,
  isFrozen: view.isFrozen,
  settings: view.settings,
  createdBy: view.createdBy,
  createdAt: toIso(view.createdAt),
  memberCount: view.memberCount,
  lastSeq: view.lastSeq,
  lastActivityAt: toIso(view.lastActivityAt),
  lastMessageSeq: view.lastMessageSeq,
  myRole: view.myRole,
  myPermissions: permissionsOf({ ...view, allowInvites: view.settings.allowInvites }, view.myRole),
  myMutedUntil: isoOrNull(view.myMutedUntil),
  myAlias: view.myAlias,
  myPreferences: toPreferences(view.myPreferences),
  lastReadSeq: view.lastReadSeq,
});

const toListed = ({ lastMessage, ...view }: ListedChatSession): ChatSessionValue => ({
  ...toChatSession(view),
  ...(lastMessage === null ? {} : { lastMessageFound: toPreview(lastMessage) }),
});

/** As `ChatSession.lastMessage` shows what it finds: of an anonymous message, the alias alone. */
export const toPreview = ({ seq, alias, senderId, senderName, kind, content, createdAt }: Message): MessagePreview => ({
  seq,
  ...(alias === null ? { senderId, senderName } : { senderId: aliasId(alias), senderName: alias }),
  kind,
  text: previewOf(content?.text ?? ''),
  createdAt: toIso(createdAt),
});

export const toPreferences = ({ notifications, mutedUntil, customName }: MemberPreferences): PreferencesValue => ({
  notifications,
  mutedUntil: isoOrNull(mutedUntil),
  customName,
});

export const isoOrNull = (instant: Instant | null): string | null => (instant === null ? null : toIso(instant));

export const toConnection = (page: ChatSessionsPage): ChatSessionConnectionValue => ({
  items: page.items.map(toListed),
  pageInfo: {
    startCursor: page.startCursor,
    endCursor: page.endCursor,
    hasPreviousPage: page.hasPreviousPage,
    hasNextPage: page.hasNextPage,
  },
});
