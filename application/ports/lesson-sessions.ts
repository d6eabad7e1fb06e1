import type { Lesson } from '../../domain/chat-session/lesson.ts';
import type { SessionId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';

/** What the border may say of lessons. Answered by the use cases of these names; a refusal is for ever. */
export interface LessonSessions {
  openLessonSession(lesson: Lesson): Promise<Result<SessionId>>;
  archiveLessonSession(lesson: Lesson): Promise<Result<SessionId>>;
}
