import { composeLiveDelivery } from './compose.ts';
import type { ComposedBatchFunction } from './compose-streams.ts';
import { composeEvents } from './compose-streams.ts';
import { reportOfStream, reportUndelivered } from './report.ts';
import type { BatchAnswer } from './stream-batch.ts';

/** Made by the first event and kept while the environment stays warm, so that a wrong setting is that event's error. */
let reader: ComposedBatchFunction | undefined;

/** The Lambda function that reads the chat table's stream, ends deliveries and tells the bus; and its redrive queue. */
export async function handler(event: unknown): Promise<BatchAnswer> {
  reader ??= composeEvents(process.env, composeLiveDelivery(process.env, reportUndelivered), reportOfStream);
  return reader.handle(event);
}
