import type { ComposedLessonEvents } from './compose.ts';
import { composeLessonEvents, composeLiveDelivery } from './compose.ts';
import { reportRefusedLesson, reportUndelivered } from './report.ts';

/** Made by the first event and kept while the environment stays warm, so that a wrong setting is that event's error. */
let service: ComposedLessonEvents | undefined;

/** The Lambda function behind the rule for lessons. What it throws, Lambda tries again. */
export async function handler(event: unknown): Promise<void> {
  service ??= composeLessonEvents(
    process.env,
    composeLiveDelivery(process.env, reportUndelivered),
    reportRefusedLesson,
  );
  return service.handle(event);
}
