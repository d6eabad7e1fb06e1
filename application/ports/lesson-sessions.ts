import type { Lesson } from '../../domain/chat-session/lesson.ts';
import type { SessionId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import type { ChatSessions } from './chat-sessions.ts';
import type { Clock } from './clock.ts';
import type { LessonSessionIds } from './ids.ts';

/** What the border may say of lessons. Answered by the use cases of these names; a refusal is for ever. */
export interface LessonSessions {
  openLessonSession(lesson: Lesson): Promise<Result<SessionId>>;
  archiveLessonSession(lesson: Lesson): Promise<Result<SessionId>>;
}

export interface LessonSessionDependencies {
  readonly chatSessions: ChatSessions;
  readonly clock: Clock;
  readonly ids: LessonSessionIds;
}
