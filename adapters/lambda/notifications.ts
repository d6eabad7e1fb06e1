import { composeNotifications } from './compose-notices.ts';
import type { ComposedBatchFunction } from './compose-streams.ts';
import { reportOfStream } from './report.ts';
import type { BatchAnswer } from './stream-batch.ts';

let reader: ComposedBatchFunction | undefined;

/** The Lambda function that reads the chat table's stream and makes jobs of what somebody is to be notified of. */
export async function handler(event: unknown): Promise<BatchAnswer> {
  reader ??= composeNotifications(process.env, reportOfStream);
  return reader.handle(event);
}
