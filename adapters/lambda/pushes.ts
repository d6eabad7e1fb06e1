import { withSecrets } from './compose-aws.ts';
import { composePushes } from './compose-notices.ts';
import { keptWarm } from './kept-warm.ts';
import { reportNotSent } from './report.ts';
import type { BatchAnswer } from './stream-batch.ts';

const worker = keptWarm(async () => composePushes(await withSecrets(process.env), reportNotSent));

/** The Lambda function behind the queue `pushes`. */
export async function handler(event: unknown): Promise<BatchAnswer> {
  return (await worker()).handle(event);
}
