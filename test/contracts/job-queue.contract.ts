import { describe, expect, it } from 'vitest';
import type { JobQueue } from '../../application/ports/job-queue.ts';
import { QueueUnavailable } from '../../application/ports/job-queue.ts';

export interface NamedJob {
  readonly name: string;
}

export interface JobQueueUnderTest {
  readonly queue: JobQueue<NamedJob>;
  /** What waits in it by now, in any order. */
  waiting(): Promise<readonly { readonly job: NamedJob; readonly delaySeconds: number }[]>;
  /** From now on nothing is taken; absent where that cannot be. */
  breakDown?(): void;
  close(): Promise<void>;
}

/** The promises every `JobQueue` adapter keeps. Call it once an adapter. */
export function jobQueueContract(adapter: string, open: () => Promise<JobQueueUnderTest>): void {
  const on = async (tests: (opened: JobQueueUnderTest) => Promise<void>): Promise<void> => {
    const opened = await open();
    try {
      await tests(opened);
    } finally {
      await opened.close();
    }
  };
  const names = async ({ waiting }: JobQueueUnderTest): Promise<readonly string[]> =>
    (await waiting()).map(({ job }) => job.name).sort();

  describe(`JobQueue on ${adapter}`, () => {
    it('keeps every job of a long list', () =>
      on(async (opened) => {
        const jobs = Array.from({ length: 23 }, (_, i) => ({ name: `job ${String(i).padStart(2, '0')}` }));
        await opened.queue.send(jobs);
        expect(await names(opened)).toEqual(jobs.map(({ name }) => name));
      }));

    it('keeps the same job twice where it is sent twice', () =>
      on(async (opened) => {
        await opened.queue.send([{ name: 'a' }]);
        await opened.queue.send([{ name: 'a' }]);
        expect(await names(opened)).toEqual(['a', 'a']);
      }));

    it('takes no jobs as no work', () =>
      on(async (opened) => {
        await opened.queue.send([]);
        expect(await names(opened)).toEqual([]);
      }));

    it('keeps jobs back for as long as it is told', () =>
      on(async (opened) => {
        await opened.queue.send([{ name: 'later' }], { delaySeconds: 900 });
        expect(await opened.waiting()).toEqual([{ job: { name: 'later' }, delaySeconds: 900 }]);
      }));

    it('says so when it cannot take them, in its own words', () =>
      on(async (opened) => {
        if (opened.breakDown === undefined) return;
        opened.breakDown();
        await expect(opened.queue.send([{ name: 'a secret' }])).rejects.toThrow(QueueUnavailable);
        await expect(opened.queue.send([{ name: 'a secret' }])).rejects.not.toThrow(/a secret/);
      }));
  });
}
