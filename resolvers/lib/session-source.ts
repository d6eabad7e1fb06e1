import { util } from '@aws-appsync/utils';
import type { DetailItem, MemberItem, MetaItem } from '../../adapters/dynamodb/layout/items.ts';
import { permissionsOf } from '../../domain/vocabulary/permissions.ts';
import { settingsAtFirst } from '../../domain/vocabulary/session-settings.ts';
import type { ChatSession, MessagePreview } from '../../generated/schema.ts';
import { mutedStill } from './posting.ts';

/** What its own resolvers look for in the log, only where it is asked for. */
type FoundInLog = 'firstUnreadCursor' | 'lastMessage' | 'mentionCount' | 'unreadCount';

/**
 * A session as its parent field gives it to the resolvers of its own fields: whatever needs a look into the log is left to
 * those. The chat service answers in this shape, too.
 */
export type SessionSource = Omit<ChatSession, FoundInLog> & {
  readonly lastMessageSeq: number;
  /** The newest message, where the session came out of a list that read it. */
  readonly lastMessageFound?: MessagePreview;
};

/** The session whose field is asked for. */
export const sourceOf = (ctx: { readonly source?: SessionSource }): SessionSource =>
  ctx.source ?? util.error('unable to serve; the field has no session', 'InternalFailure');

/** A session as one of its members sees it now. */
export const toSessionSource = (
  sessionId: string,
  { meta, detail, member }: { readonly meta: MetaItem; readonly detail: DetailItem; readonly member: MemberItem },
): SessionSource => {
  const settings = detail.settings ?? settingsAtFirst(meta.kind);
  const isFrozen = meta.isFrozen ?? false;
  return {
    id: sessionId,
    sessionType: meta.sessionType,
    kind: meta.kind,
    name: detail.name,
    description: detail.description ?? null,
    avatarUrl: detail.avatarUrl ?? null,
    bannerUrl: detail.bannerUrl ?? null,
    tags: detail.tags ?? [],
    status: meta.status,
    isFrozen,
    settings,
    createdBy: detail.createdBy,
    createdAt: detail.createdAt,
    memberCount: meta.memberCount,
    lastSeq: meta.lastSeq,
    lastActivityAt: meta.lastActivityAt,
    lastMessageSeq: meta.lastMessageSeq,
    myRole: member.role,
    myPermissions: permissionsOf(
      { kind: meta.kind, status: meta.status, isFrozen, allowInvites: settings.allowInvites },
      member.role,
    ),
    myMutedUntil: mutedStill(member, util.time.nowISO8601()),
    myAlias: member.alias ?? null,
    myPreferences: {
      notifications: member.notifications ?? 'ALL',
      mutedUntil: member.notificationsMutedUntil ?? null,
      customName: member.customName ?? null,
    },
    lastReadSeq: member.lastReadSeq,
  };
};
