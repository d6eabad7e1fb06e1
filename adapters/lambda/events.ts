import { withSecrets } from './compose-aws.ts';
import { composeCallEvents } from './compose-call-changes.ts';
import { composeEvents } from './compose-streams.ts';
import { composeLiveDelivery } from './compose.ts';
import { keptWarm } from './kept-warm.ts';
import { reportNotExpelled, reportNotShown, reportOfStream, reportUndelivered } from './report.ts';
import type { BatchAnswer } from './stream-batch.ts';

const reader = keptWarm(async () => {
  const environment = await withSecrets(process.env);
  const parts = {
    live: composeLiveDelivery(environment, reportUndelivered),
    callEvents: composeCallEvents(environment, reportUndelivered),
    report: reportNotExpelled,
    reportNotShown,
  };
  return composeEvents(environment, parts, reportOfStream);
});

/**
 * The Lambda function that reads the chat table's stream, ends calls, and tells the bus; and its redrive queue.
 */
export async function handler(event: unknown): Promise<BatchAnswer> {
  return (await reader()).handle(event);
}
