import type { ComposedBatchFunction } from './compose-streams.ts';
import { composeDeliveries } from './compose-streams.ts';
import { composeLiveDelivery } from './compose.ts';
import { reportUndelivered } from './report.ts';
import type { BatchAnswer } from './stream-batch.ts';

let worker: ComposedBatchFunction | undefined;

/** The Lambda function behind the queue `deliveries`. */
export async function handler(event: unknown): Promise<BatchAnswer> {
  worker ??= composeDeliveries(process.env, composeLiveDelivery(process.env, reportUndelivered));
  return worker.handle(event);
}
