import type { ReadPointer } from '../../application/ports/session-log.ts';
import type { ChatSessionState } from '../../domain/chat-session/chat-session.ts';
import type { FollowedLesson } from '../../domain/chat-session/lesson.ts';
import type { Member } from '../../domain/chat-session/members.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { toIso } from '../../domain/shared/instant.ts';
import type { Seq, SessionId } from '../../domain/shared/ids.ts';
import { MemberRole, SessionKind, SessionStatus, SessionType } from '../../domain/vocabulary/sessions.ts';
import { Attributes } from './attributes.ts';
import type { DetailItem, MemberItem, MetaItem } from './layout/index.ts';
import { detailKey, memberKey, metaKey } from './layout/index.ts';

export const newMetaItem = (state: ChatSessionState): MetaItem => ({
  ...metaKey(state.id),
  sessionType: state.sessionType,
  kind: state.kind,
  status: state.status,
  memberCount: state.members.length,
  lastSeq: 0,
  lastActivityAt: toIso(state.createdAt),
  lastMessageSeq: 0,
});

export const detailItem = (
  { id, name, createdBy, createdAt, lesson }: ChatSessionState,
  revision: number,
): DetailItem => ({
  ...detailKey(id),
  name,
  createdBy,
  createdAt: toIso(createdAt),
  revision,
  ...(lesson === null
    ? {}
    : { lessonId: lesson.lessonId, lessonCourseId: lesson.courseId, lessonVersion: lesson.version }),
});

export const newMemberItem = (sessionId: SessionId, { userId, role, joinedAt }: Member): MemberItem => ({
  ...memberKey(sessionId, userId),
  memberUserId: userId,
  role,
  joinedAt: toIso(joinedAt),
  lastReadSeq: 0,
  readAt: null,
});

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
  };
}

export interface Detail extends Pick<ChatSessionState, 'name' | 'createdBy' | 'createdAt' | 'lesson'> {
  readonly revision: number;
}

export function readDetail(item: unknown): Detail {
  const detail = new Attributes(item, 'session detail');
  return {
    name: detail.has('name') ? detail.sessionName('name') : null,
    createdBy: detail.userId('createdBy'),
    createdAt: detail.instant('createdAt'),
    lesson: detail.has('lessonId') ? readLesson(detail) : null,
    revision: detail.has('revision') ? detail.count('revision') : 1,
  };
}

const readLesson = (detail: Attributes): FollowedLesson => ({
  lessonId: detail.lessonId('lessonId'),
  courseId: detail.courseId('lessonCourseId'),
  version: detail.count('lessonVersion'),
});

/** A MEMBER item, as far as it is read. */
export interface StoredMember extends Member {
  readonly lastReadSeq: Seq;
  readonly mutedUntil: Instant | null;
  readonly alias: string | null;
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
  };
}

/** Only of a member who read something: until then there is no `readAt`. */
export function readReadPointer(item: unknown): ReadPointer {
  const member = new Attributes(item, 'member');
  return { lastReadSeq: member.seq('lastReadSeq'), readAt: member.instant('readAt') };
}
