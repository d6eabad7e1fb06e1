import type { FollowedLesson } from '../../domain/chat-session/lesson.ts';
import type { Pin } from '../../domain/chat-session/pins.ts';
import { sameSettings } from '../../domain/chat-session/settings.ts';
import type { ChatSessionState } from '../../domain/chat-session/state.ts';
import type { Tag } from '../../domain/chat-session/tags.ts';
import { restoreTag } from '../../domain/chat-session/tags.ts';
import { toIso } from '../../domain/shared/instant.ts';
import { settingsAtFirst } from '../../domain/vocabulary/session-settings.ts';
import type { SessionKind } from '../../domain/vocabulary/sessions.ts';
import { Attributes } from './attributes.ts';
import type { DetailItem, PinAttributes } from './layout/index.ts';
import { detailKey } from './layout/index.ts';
import { readSettings } from './settings-items.ts';

/** What a session does without is absent. */
export function detailItem(state: ChatSessionState, revision: number): DetailItem {
  const { description, avatarUrl, bannerUrl, tags, settings, pins, lesson } = state;
  return {
    ...detailKey(state.id),
    name: state.name,
    createdBy: state.createdBy,
    createdAt: toIso(state.createdAt),
    revision,
    ownerIds: state.ownerIds,
    ...(description === null ? {} : { description }),
    ...(avatarUrl === null ? {} : { avatarUrl }),
    ...(bannerUrl === null ? {} : { bannerUrl }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(sameSettings(settings, settingsAtFirst(state.kind)) ? {} : { settings }),
    ...(pins.length === 0 ? {} : { pins: pins.map(pinAttributes) }),
    ...(lesson === null
      ? {}
      : { lessonId: lesson.lessonId, lessonCourseId: lesson.courseId, lessonVersion: lesson.version }),
  };
}

export type DetailState = Pick<
  ChatSessionState,
  | 'name'
  | 'description'
  | 'avatarUrl'
  | 'bannerUrl'
  | 'tags'
  | 'settings'
  | 'createdBy'
  | 'createdAt'
  | 'ownerIds'
  | 'pins'
  | 'lesson'
>;

/** @param kind of the session, from META: what DETAIL leaves out is what such a session begins with. */
export function readDetail(
  item: unknown,
  kind: SessionKind,
): { readonly state: DetailState; readonly revision: number } {
  const detail = new Attributes(item, 'session detail');
  const settings = detail.partOrNull('settings');
  const createdBy = detail.userId('createdBy');
  return {
    state: {
      name: detail.has('name') ? detail.sessionName('name') : null,
      description: detail.has('description') ? detail.description('description') : null,
      avatarUrl: detail.has('avatarUrl') ? detail.webAddress('avatarUrl') : null,
      bannerUrl: detail.has('bannerUrl') ? detail.webAddress('bannerUrl') : null,
      tags: detail
        .texts('tags')
        .map(restoreTag)
        .filter((tag): tag is Tag => tag !== undefined),
      settings: settings === null ? settingsAtFirst(kind) : readSettings(settings),
      createdBy,
      createdAt: detail.instant('createdAt'),
      // Sessions from before there were roles to change have the owner who opened them.
      ownerIds: detail.has('ownerIds') ? detail.userIds('ownerIds') : [createdBy],
      pins: detail.parts('pins').map(readPin),
      lesson: detail.has('lessonId') ? readLesson(detail) : null,
    },
    revision: detail.has('revision') ? detail.count('revision') : 1,
  };
}

const pinAttributes = ({ seq, pinnedBy, pinnedAt, until }: Pin): PinAttributes => ({
  seq,
  pinnedBy,
  pinnedAt: toIso(pinnedAt),
  until: until === null ? null : toIso(until),
});

const readPin = (pin: Attributes): Pin => ({
  seq: pin.seq('seq'),
  pinnedBy: pin.userId('pinnedBy'),
  pinnedAt: pin.instant('pinnedAt'),
  until: pin.instantOrNull('until'),
});

const readLesson = (detail: Attributes): FollowedLesson => ({
  lessonId: detail.lessonId('lessonId'),
  courseId: detail.courseId('lessonCourseId'),
  version: detail.count('lessonVersion'),
});
