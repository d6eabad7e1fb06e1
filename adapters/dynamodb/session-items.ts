import type { Pointers } from '../../application/ports/session-log.ts';
import { discoverableOf } from '../../domain/chat-session/discovery.ts';
import type { Member } from '../../domain/chat-session/members.ts';
import type { ChatSessionState } from '../../domain/chat-session/state.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { toIso } from '../../domain/shared/instant.ts';
import type { Seq, SessionId } from '../../domain/shared/ids.ts';
import { seqOf, seqZero } from '../../domain/shared/ids.ts';
import { deliveredUpTo } from '../../domain/vocabulary/receipts.ts';
import { MemberRole, SessionKind, SessionStatus, SessionType } from '../../domain/vocabulary/sessions.ts';
import { Attributes } from './attributes.ts';
import type { DiscoverableItem, MemberItem, MetaItem } from './layout/index.ts';
import { discoverKey, memberKey, metaKey } from './layout/index.ts';

export const newMetaItem = (state: ChatSessionState): MetaItem => ({
  ...metaKey(state.id),
  sessionType: state.sessionType,
  kind: state.kind,
  status: state.status,
  memberCount: state.memberCount,
  lastSeq: 0,
  lastActivityAt: toIso(state.createdAt),
  lastMessageSeq: 0,
  ...accessCopies(state),
});

/** What META has of a session's state and rules, so that sending reads it alone. */
export const accessCopies = ({ isFrozen, settings }: ChatSessionState) => ({
  isFrozen,
  allowAnonymous: settings.allowAnonymous,
  slowModeSeconds: settings.slowModeSeconds,
  retentionDays: settings.messageRetentionDays ?? 0,
});

export const newMemberItem = (
  sessionId: SessionId,
  { userId, role, joinedAt, mutedUntil, alias }: Member,
  /** The position of the entry that let them in, 0 for those whom the session begins with. */
  lastReadSeq: Seq,
): MemberItem => ({
  ...memberKey(sessionId, userId),
  memberUserId: userId,
  role,
  joinedAt: toIso(joinedAt),
  lastReadSeq,
  readAt: null,
  ...(mutedUntil === null ? {} : { mutedUntil: toIso(mutedUntil) }),
  ...(alias === null ? {} : { alias }),
  ...(lastReadSeq === 0 ? {} : { changedSeq: lastReadSeq }),
});

/** A PUBLIC session while it can be entered; `undefined` for any other. */
export const discoverableItem = (state: ChatSessionState): DiscoverableItem | undefined => {
  const discoverable = discoverableOf(state);
  if (discoverable === null) return undefined;
  const { nameKey, tags } = discoverable;
  return { ...discoverKey(nameKey, state.id), sessionId: state.id, nameKey, tags };
};

/** META, as far as it is read. */
export interface Meta {
  readonly sessionType: SessionType;
  readonly kind: SessionKind;
  readonly status: SessionStatus;
  readonly memberCount: number;
  readonly lastSeq: Seq;
  readonly lastActivityAt: Instant;
  readonly lastMessageSeq: Seq;
  readonly accessVersion: number;
  readonly isFrozen: boolean;
  readonly isClosed: boolean;
  readonly allowAnonymous: boolean;
  readonly slowModeSeconds: number;
  readonly retentionDays: number;
}

export function readMeta(item: unknown): Meta {
  const meta = new Attributes(item, 'session');
  return {
    sessionType: meta.oneOf('sessionType', SessionType),
    kind: meta.oneOf('kind', SessionKind),
    status: meta.oneOf('status', SessionStatus),
    memberCount: meta.count('memberCount'),
    lastSeq: meta.seq('lastSeq'),
    lastActivityAt: meta.instant('lastActivityAt'),
    lastMessageSeq: meta.seq('lastMessageSeq'),
    accessVersion: meta.countOrZero('accessVersion'),
    isFrozen: meta.flagOrFalse('isFrozen'),
    isClosed: meta.flagOrFalse('isClosed'),
    allowAnonymous: meta.flagOrFalse('allowAnonymous'),
    slowModeSeconds: meta.countOrZero('slowModeSeconds'),
    retentionDays: meta.countOrZero('retentionDays'),
  };
}

/** A MEMBER item, as far as it is read. */
export interface StoredMember extends Member {
  readonly lastReadSeq: Seq;
}

export function readMember(item: unknown): StoredMember {
  const member = new Attributes(item, 'member');
  return {
    userId: member.userId('memberUserId'),
    role: member.oneOf('role', MemberRole),
    joinedAt: member.instant('joinedAt'),
    lastReadSeq: member.seq('lastReadSeq'),
    mutedUntil: member.instantOrNull('mutedUntil'),
    alias: member.textOrNull('alias'),
    changedSeq: member.has('changedSeq') ? member.seq('changedSeq') : seqZero,
  };
}

export function readPointers(item: unknown): Pointers {
  const member = new Attributes(item, 'member');
  const lastReadSeq = member.seq('lastReadSeq');
  const lastDeliveredSeq = member.seqOrNull('lastDeliveredSeq') ?? seqZero;
  return {
    lastReadSeq,
    readAt: member.instantOrNull('readAt'),
    lastDeliveredSeq: seqOf(deliveredUpTo({ lastReadSeq, lastDeliveredSeq })),
  };
}
