import { cancelLesson, openCancelled } from '../../domain/chat-session/lesson-session.ts';
import type { Lesson } from '../../domain/chat-session/lesson.ts';
import type { SessionId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import { done } from '../../domain/shared/result.ts';
import { changeSession } from '../chat-sessions/change-chat-session.ts';
import type { LessonSessionDependencies } from '../chat-sessions/lesson-session-dependencies.ts';

/**
 * Archives the session of a lesson that does not take place. Where none was opened yet, the cancelling overtook the
 * scheduling: then the tutor alone gets an archived session, in which the scheduling finds, once it arrives, that it is
 * too old to open anything.
 *
 * @throws {StoreBusy}, {ConcurrentChange}, {SessionAlreadyExists}: the same again is safe.
 */
export function archiveLessonSession(dependencies: LessonSessionDependencies) {
  const { chatSessions, clock, ids } = dependencies;
  return async (lesson: Lesson): Promise<Result<SessionId>> => {
    const id = ids.sessionIdOf(lesson.id);
    const changed = await changeSession(
      dependencies,
      id,
      () => chatSessions.find(id),
      (session) =>
        session === undefined
          ? openCancelled(id, lesson, clock.now(), ids.alias)
          : cancelLesson(session, lesson, clock.now()),
    );
    return changed.ok ? done(id) : changed;
  };
}
