import { randomUUID } from 'node:crypto';
import type { Lesson } from '../../domain/chat-session/lesson.ts';
import type { CourseId, LessonId } from '../../domain/shared/ids.ts';
import { parseCourseId, parseLessonId } from '../../domain/shared/ids.ts';
import { aUser } from './people.ts';

/** A lesson that no other test knows. */
export function aLessonId(id = `lesson-${randomUUID()}`): LessonId {
  const parsed = parseLessonId(id);
  if (parsed === undefined) throw new Error(`unable to build a lesson; ${id} is no lesson id`);
  return parsed;
}

export function aCourseId(id = 'course-7'): CourseId {
  const parsed = parseCourseId(id);
  if (parsed === undefined) throw new Error(`unable to build a lesson; ${id} is no course id`);
  return parsed;
}

/** The first version of a lesson of two, unless told otherwise. */
export const aLesson = (lesson: Partial<Lesson> = {}): Lesson => ({
  id: aLessonId(),
  courseId: aCourseId(),
  version: 1,
  tutorId: aUser('tutor'),
  studentIds: [aUser('student')],
  subject: 'Algebra',
  ...lesson,
});
