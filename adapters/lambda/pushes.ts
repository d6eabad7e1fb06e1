import { composePushes } from './compose-notices.ts';
import type { ComposedBatchFunction } from './compose-streams.ts';
import { reportNotSent } from './report.ts';
import type { BatchAnswer } from './stream-batch.ts';

let worker: ComposedBatchFunction | undefined;

/** The Lambda function behind the queue `pushes`. */
export async function handler(event: unknown): Promise<BatchAnswer> {
  worker ??= composePushes(process.env, reportNotSent);
  return worker.handle(event);
}
