import type { ComposedBatchFunction } from './compose-streams.ts';
import { composeMetrics } from './compose-streams.ts';
import type { BatchAnswer } from './stream-batch.ts';

let worker: ComposedBatchFunction | undefined;

/** The Lambda function behind the queue `metrics`. Its lines are what CloudWatch counts. */
export async function handler(event: unknown): Promise<BatchAnswer> {
  worker ??= composeMetrics(process.env, (line) => process.stdout.write(`${line}\n`));
  return worker.handle(event);
}
