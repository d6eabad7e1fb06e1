import type { Lesson } from '../../domain/chat-session/lesson.ts';
import { parseCourseId, parseLessonId, parseUserId } from '../../domain/shared/ids.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { lessonEventSource, LessonEventType } from '../../domain/vocabulary/lesson-events.ts';
import { EventReader, MalformedEvent } from './event-reader.ts';

/** What happened to a lesson, and how it stands since. */
export interface LessonEvent {
  readonly type: LessonEventType;
  readonly lesson: Lesson;
}

const source = { [lessonEventSource]: lessonEventSource };

/**
 * Reads an event as EventBridge delivers it: `{ id, source, 'detail-type', detail }`. What it holds besides is ignored.
 * https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html
 *
 * @throws {MalformedEvent}
 */
export function readLessonEvent(event: unknown): LessonEvent {
  const root = new EventReader(event, 'event');
  root.oneOf('source', source);
  const type = root.oneOf('detail-type', LessonEventType);
  const detail = root.object('detail');
  const lesson = {
    id: detail.parsed('lessonId', parseLessonId, 'a lesson id'),
    courseId: detail.parsed('courseId', parseCourseId, 'a course id'),
    version: versionIn(detail),
    tutorId: detail.parsed('tutorId', parseUserId, 'a user id'),
    studentIds: detail.texts('studentIds').map(studentId),
    subject: detail.text('subject'),
  };
  return { type, lesson };
}

function versionIn(detail: EventReader): number {
  const version = detail.integer('version', 0);
  if (version < 1 || !Number.isSafeInteger(version)) {
    throw new MalformedEvent('event.detail.version', 'an integer of 1 or more');
  }
  return version;
}

function studentId(text: string): UserId {
  const id = parseUserId(text);
  if (id === undefined) throw new MalformedEvent('event.detail.studentIds', 'a list of user ids');
  return id;
}
