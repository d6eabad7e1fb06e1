import type { ComposedLessonEvents } from './compose.ts';
import { composeLessonEvents } from './compose.ts';
import type { RefusedLessonEvent } from './handle-lesson-event.ts';

/** Made by the first event and kept while the environment stays warm, so that a wrong setting is that event's error. */
let service: ComposedLessonEvents | undefined;

/** The Lambda function behind the rule for lessons. What it throws, Lambda tries again. */
export async function handler(event: unknown): Promise<void> {
  service ??= composeLessonEvents(process.env, refuse);
  return service.handle(event);
}

/** One line of JSON, as the other lines of the function's log are. */
function refuse({ eventId, why }: RefusedLessonEvent): void {
  process.stdout.write(`${JSON.stringify({ level: 'WARN', event: 'lesson-event.refused', eventId, why })}\n`);
}
