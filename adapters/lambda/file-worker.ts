import type { Swept } from '../../application/ports/file-work.ts';
import { composeFileWorker } from './compose-file-worker.ts';
import type { FileWorkFunction } from './compose-files.ts';
import type { BatchAnswer } from './stream-batch.ts';

/** Made by the first event and kept while the environment stays warm, so that a wrong setting is that event's error. */
let worker: FileWorkFunction | undefined;

/** The Lambda function behind the queue of files: batches of messages, and the schedule's events, which have no records. */
export async function handler(event: unknown): Promise<BatchAnswer | Swept> {
  worker ??= composeFileWorker(process.env);
  const isBatch = typeof event === 'object' && event !== null && 'Records' in event;
  return isBatch ? worker.handle(event) : worker.sweep();
}
