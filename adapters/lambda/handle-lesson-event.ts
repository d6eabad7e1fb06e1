import type { LessonSessions } from '../../application/ports/lesson-sessions.ts';
import type { Result } from '../../domain/shared/result.ts';
import { LessonEventType } from '../../domain/vocabulary/lesson-events.ts';
import { MalformedEvent } from './event-reader.ts';
import type { LessonEvent } from './lesson-event.ts';
import { readLessonEvent } from './lesson-event.ts';

/** An event that no repetition can make good. Nothing of its detail stands in here. */
export interface RefusedLessonEvent {
  /** EventBridge's name for it; `null` where it has none of EventBridge's form. */
  readonly eventId: string | null;
  readonly why: string;
}

/**
 * Lets the session of a lesson follow one event about the lesson. An event that will never be understood is told to
 * `refuse` and is done with: it holds up nothing.
 *
 * @throws what the store throws: the event is to be delivered again.
 */
export async function handleLessonEvent(
  sessions: LessonSessions,
  refuse: (refused: RefusedLessonEvent) => void,
  event: unknown,
): Promise<void> {
  const eventId = idOf(event);
  try {
    const result = await follow(sessions, readLessonEvent(event));
    if (!result.ok) refuse({ eventId, why: `unable to follow the lesson; ${result.refusal.why}` });
  } catch (error) {
    if (!(error instanceof MalformedEvent)) throw error;
    refuse({ eventId, why: error.message });
  }
}

function follow(sessions: LessonSessions, { type, lesson }: LessonEvent): Promise<Result<unknown>> {
  switch (type) {
    case LessonEventType.LessonScheduled:
    case LessonEventType.LessonRescheduled:
      return sessions.openLessonSession(lesson);
    case LessonEventType.LessonCancelled:
      return sessions.archiveLessonSession(lesson);
  }
}

function idOf(event: unknown): string | null {
  const id = typeof event === 'object' && event !== null && 'id' in event ? event.id : undefined;
  return typeof id === 'string' && /^[\w-]{1,64}$/.test(id) ? id : null;
}
