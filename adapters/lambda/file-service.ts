import type { ServiceAnswer } from './chat-service-answer.ts';
import { withSecrets } from './compose-aws.ts';
import { composeFileService, openFileJobs } from './compose-files.ts';
import { composeLiveDelivery } from './compose.ts';
import { keptWarm } from './kept-warm.ts';
import { reportUndelivered } from './report.ts';

const service = keptWarm(async () => {
  const environment = await withSecrets(process.env);
  const live = composeLiveDelivery(environment, reportUndelivered);
  return composeFileService(environment, live, openFileJobs(environment));
});

/** The Lambda function behind the `FileService` data source. */
export async function handler(event: unknown): Promise<ServiceAnswer<unknown>> {
  return (await service()).handle(event);
}
