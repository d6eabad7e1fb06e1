import { ChatSession } from '../../domain/chat-session/chat-session.ts';
import type { Lesson } from '../../domain/chat-session/lesson.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import type { SessionId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import { done } from '../../domain/shared/result.ts';
import { changeChatSession } from '../chat-sessions/change-chat-session.ts';
import type { LessonSessionDependencies } from '../ports/lesson-sessions.ts';

/**
 * Archives the session of a lesson that does not take place. Where none was opened yet, the cancelling overtook the
 * scheduling: then the tutor alone gets an archived session, in which the scheduling finds, once it arrives, that it is
 * too old to open anything.
 *
 * @throws {StoreBusy}, {ConcurrentChange}, {SessionAlreadyExists}: the same again is safe.
 */
export function archiveLessonSession({ chatSessions, clock, ids }: LessonSessionDependencies) {
  return async (lesson: Lesson): Promise<Result<SessionId>> => {
    const id = ids.sessionIdOf(lesson.id);
    const changed = await changeChatSession(chatSessions, id, (session) =>
      session === undefined ? openedClosed(id, lesson, clock.now()) : done(session.cancelLesson(lesson, clock.now())),
    );
    return changed.ok ? done(id) : changed;
  };
}

function openedClosed(id: SessionId, lesson: Lesson, at: Instant): Result<ChatSession> {
  const opened = ChatSession.openForLesson(id, { ...lesson, studentIds: [] }, at);
  return opened.ok ? done(opened.value.archive(at)) : opened;
}
