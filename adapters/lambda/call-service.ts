import type { ServiceAnswer } from './chat-service-answer.ts';
import { withSecrets } from './compose-aws.ts';
import { composeCallEvents } from './compose-call-changes.ts';
import type { TimedOut } from './compose-calls.ts';
import { composeCallService, recordingPartsOf } from './compose-calls.ts';
import { openFileJobs } from './compose-files.ts';
import { openPushes } from './compose-pushes.ts';
import { composeLiveDelivery } from './compose.ts';
import { keptWarm } from './kept-warm.ts';
import { reportNotExpelled, reportNotShown, reportUndelivered } from './report.ts';

const service = keptWarm(async () => {
  const environment = await withSecrets(process.env);
  const parts = {
    live: composeLiveDelivery(environment, reportUndelivered),
    callEvents: composeCallEvents(environment, reportUndelivered),
    report: reportNotExpelled,
    reportNotShown,
  };
  return composeCallService(environment, parts, {
    ...recordingPartsOf(environment, openFileJobs(environment)),
    pushes: openPushes(environment),
  });
});

/** The Lambda function behind the `CallService` data source: its fields, and the schedule's events, which name none. */
export async function handler(event: unknown): Promise<ServiceAnswer<unknown> | TimedOut> {
  const isField = typeof event === 'object' && event !== null && 'field' in event;
  const calls = await service();
  return isField ? calls.handle(event) : calls.timeOut();
}
