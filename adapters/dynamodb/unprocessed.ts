import { StoreBusy } from '../../application/ports/store-errors.ts';

const attempts = 6;
const firstPauseInMs = 25;

/**
 * Batch requests may leave some of their entries undone, above all when throttled. Asks again for those, waiting twice as
 * long each time.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
 *
 * @param attempt carries out as many of the entries as it can, and answers the others.
 * @throws {StoreBusy} when some are left after six attempts.
 */
export async function untilProcessed<Entry>(
  doing: string,
  entries: readonly Entry[],
  attempt: (entries: readonly Entry[]) => Promise<readonly Entry[]>,
  pause: (milliseconds: number) => Promise<unknown>,
): Promise<void> {
  let left = await attempt(entries);
  for (let retry = 1; left.length > 0 && retry < attempts; retry += 1) {
    await pause(firstPauseInMs * 2 ** (retry - 1));
    left = await attempt(left);
  }
  if (left.length > 0) throw new StoreBusy(doing, { cause: new Error(`${left.length} entries stayed unprocessed`) });
}

/** Cuts a list into stretches of at most `size`. */
export function chunksOf<Entry>(entries: readonly Entry[], size: number): readonly (readonly Entry[])[] {
  return Array.from({ length: Math.ceil(entries.length / size) }, (_, at) => entries.slice(at * size, (at + 1) * size));
}
