import type { ServiceAnswer } from './chat-service-answer.ts';
import { composeLiveDelivery } from './compose.ts';
import type { ComposedFileService } from './compose-files.ts';
import { composeFileService, openFileJobs } from './compose-files.ts';
import { reportUndelivered } from './report.ts';

/** Made by the first event and kept while the environment stays warm, so that a wrong setting is that event's error. */
let service: ComposedFileService | undefined;

/** The Lambda function behind the `FileService` data source. */
export async function handler(event: unknown): Promise<ServiceAnswer<unknown>> {
  const { env } = process;
  service ??= composeFileService(env, composeLiveDelivery(env, reportUndelivered), openFileJobs(env));
  return service.handle(event);
}
