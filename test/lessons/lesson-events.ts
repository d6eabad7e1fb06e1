import type { Lesson } from '../../domain/chat-session/lesson.ts';
import type { LessonEventType } from '../../domain/vocabulary/lesson-events.ts';
import { lessonEventSource } from '../../domain/vocabulary/lesson-events.ts';

/** What whoever plans lessons puts on the bus; EventBridge adds an id. */
export const lessonEvent = (type: LessonEventType, { id, ...lesson }: Lesson) => ({
  source: lessonEventSource,
  'detail-type': type,
  detail: { lessonId: id, ...lesson, studentIds: [...lesson.studentIds] },
});
