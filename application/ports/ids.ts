import type { LessonId, SessionId } from '../../domain/shared/ids.ts';

/** Names for what is new. Unguessable, and never given twice. */
export interface Ids {
  sessionId(): SessionId;
}

/**
 * Names for the sessions of lessons: for a lesson always the same, for two lessons never. Whoever knows the lesson can
 * work the name out, so that nothing may rest on its being secret.
 */
export interface LessonSessionIds {
  sessionIdOf(lesson: LessonId): SessionId;
}
