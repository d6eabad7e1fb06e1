import { ChatSession } from '../../domain/chat-session/chat-session.ts';
import type { Lesson } from '../../domain/chat-session/lesson.ts';
import type { SessionId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import { done } from '../../domain/shared/result.ts';
import { changeChatSession } from '../chat-sessions/change-chat-session.ts';
import type { LessonSessionDependencies } from '../ports/lesson-sessions.ts';

/**
 * Opens the session of a lesson that takes place, or brings it up to this version of the lesson. The same version again,
 * or an older one, changes nothing. Refused: `BadInput` for more people than a session holds.
 *
 * @throws {StoreBusy}, {ConcurrentChange}, {SessionAlreadyExists}: the same again is safe, and goes on where this ended.
 */
export function openLessonSession({ chatSessions, clock, ids }: LessonSessionDependencies) {
  return async (lesson: Lesson): Promise<Result<SessionId>> => {
    const id = ids.sessionIdOf(lesson.id);
    for (;;) {
      // Each turn lets in as many as one save takes.
      const changed = await changeChatSession(chatSessions, id, (session) =>
        session === undefined
          ? ChatSession.openForLesson(id, lesson, clock.now())
          : session.followLesson(lesson, clock.now()),
      );
      if (!changed.ok) return changed;
      if (changed.value.hasFollowed(lesson)) return done(id);
    }
  };
}
