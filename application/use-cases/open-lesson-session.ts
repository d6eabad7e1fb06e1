import { followLesson, openForLesson } from '../../domain/chat-session/lesson-session.ts';
import type { Lesson } from '../../domain/chat-session/lesson.ts';
import type { SessionId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import { done } from '../../domain/shared/result.ts';
import { changeSession } from '../chat-sessions/change-chat-session.ts';
import type { LessonSessionDependencies } from '../chat-sessions/lesson-session-dependencies.ts';

/**
 * Opens the session of a lesson that takes place, or brings it up to this version of the lesson. The same version again,
 * or an older one, changes nothing. Refused: `BadInput` for more people than a session holds.
 *
 * @throws {StoreBusy}, {ConcurrentChange}, {SessionAlreadyExists}: the same again is safe, and goes on where this ended.
 */
export function openLessonSession(dependencies: LessonSessionDependencies) {
  const { chatSessions, clock, ids } = dependencies;
  return async (lesson: Lesson): Promise<Result<SessionId>> => {
    const id = ids.sessionIdOf(lesson.id);
    for (;;) {
      // Each turn lets in as many as one save takes.
      const changed = await changeSession(
        dependencies,
        id,
        () => chatSessions.find(id),
        (session) =>
          session === undefined
            ? openForLesson(id, lesson, clock.now(), ids.alias)
            : followLesson(session, lesson, clock.now(), ids.alias),
      );
      if (!changed.ok) return changed;
      if (changed.value.session.hasFollowed(lesson)) return done(id);
    }
  };
}
