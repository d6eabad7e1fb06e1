import type { Log } from './contract.ts';

/**
 * Does something again and again, never twice at once. Answers how to end that, which waits for what it began.
 * @param failed what the log has of a time that failed, with the name of the error.
 */
export function repeated(everyMs: number, act: () => Promise<unknown>, log: Log, failed: string): () => Promise<void> {
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= act()
      .then(
        () => undefined,
        (error: unknown) => log.error(failed, { error: error instanceof Error ? error.name : 'unknown' }),
      )
      .finally(() => {
        running = undefined;
      });
  }, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
