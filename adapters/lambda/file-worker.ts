import type { Swept } from '../../application/ports/file-work.ts';
import { hourlyFileWork } from '../../domain/vocabulary/file-areas.ts';
import { composeFileWorker } from './compose-file-worker.ts';
import type { FileWorkFunction } from './compose-files.ts';
import type { BatchAnswer } from './stream-batch.ts';

/** Made by the first event and kept while the environment stays warm, so that a wrong setting is that event's error. */
let worker: FileWorkFunction | undefined;

/**
 * The Lambda function behind the queue of files: batches of messages, and the schedules' events, which have no records. That of
 * each hour names its `work`.
 */
export async function handler(event: unknown): Promise<BatchAnswer | Swept | { readonly removed: number }> {
  worker ??= composeFileWorker(process.env);
  const named = typeof event === 'object' && event !== null ? event : {};
  if ('Records' in named) return worker.handle(event);
  const isHourly = 'work' in named && named.work === hourlyFileWork.work;
  return isHourly ? { removed: await worker.removeOrphans() } : worker.sweep();
}
