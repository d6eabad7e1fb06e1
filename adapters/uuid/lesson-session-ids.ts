import type { LessonSessionIds } from '../../application/ports/ids.ts';
import type { LessonId, SessionId } from '../../domain/shared/ids.ts';
import { namedSessionId } from './named-uuid.ts';

const lessons = '8f2f9f0ec5d94b4e9f1d6c2a7b3e5d10';

export const lessonSessionIds: LessonSessionIds = {
  sessionIdOf: (lesson: LessonId): SessionId => namedSessionId(lessons, lesson),
};
