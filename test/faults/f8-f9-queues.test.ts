import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createJobFunction } from '../../adapters/lambda/compose-streams.ts';
import type { JobOutcome, JobWorker } from '../../application/ports/job-queue.ts';
import { StoreBusy } from '../../application/ports/store-errors.ts';
import { createMetrics } from '../../runtime/observe/index.ts';
import { LocalQueue, localJobQueue, startQueueSource } from '../../runtime/queues/index.ts';
import { quiet } from '../support/wiring.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const act of undo.splice(0).reverse()) await act();
});

/** A queue with its worker, on a clock that a test moves. `work` is asked for each try, with how often the job came. */
function aQueue(work: (job: string, attempt: number) => Promise<JobOutcome>, folder = aFolder()) {
  const time = { now: 1_000_000 };
  const clock = { now: () => time.now };
  let ids = 0;
  const common = { folder, clock, uuid: () => `${Date.now()}-${(ids += 1)}`, visibilitySeconds: 60 };
  const letters = new LocalQueue({ ...common, name: 'letters' });
  const queue = new LocalQueue({ ...common, name: 'jobs', redrive: { deadLetters: letters, maxReceives: 4 } });
  const worker: JobWorker<string> = {
    name: 'test',
    parse: (body) => (typeof body === 'string' ? body : undefined),
    work,
  };
  const { handle } = createJobFunction(worker, {
    defer: async (receipt, seconds) => queue.changeVisibility(receipt, seconds),
    bury: async (body) => void letters.send([body]),
  });
  let settled = (): void => undefined;
  const source = startQueueSource({
    queue,
    handle: async (event) => {
      const answer = await handle(event);
      setImmediate(() => settled());
      return answer;
    },
    clock,
    log: quiet,
    metrics: createMetrics(),
    batchSize: 10,
    concurrency: 1,
  });
  const stop = async (): Promise<void> => {
    await source.stop();
    queue.close();
    letters.close();
  };
  undo.push(stop);
  const next = (): Promise<void> => new Promise((resolve) => (settled = resolve));
  /** Lets so much time pass, and waits for what is done then. */
  const pass = async (milliseconds: number): Promise<void> => {
    const done = next();
    time.now += milliseconds;
    queue.send([]);
    await done;
  };
  return {
    queue,
    letters,
    next,
    pass,
    stop,
    folder,
    time,
    send: (...jobs: string[]) => localJobQueue<string>(queue).send(jobs),
  };
}

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-faults-'));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('F9: a provider that is away', () => {
  it('is asked again when it said to be, and then the job is done and gone', async () => {
    const tries: number[] = [];
    const { queue, next, pass, send } = aQueue(async (_, attempt) => {
      tries.push(attempt);
      return attempt < 3 ? { kind: 'later', afterMs: 5_000 } : { kind: 'done' };
    });
    const first = next();
    await send('push');
    await first;
    await pass(5_000);
    await pass(5_000);
    expect(tries).toEqual([1, 2, 3]);
    expect(queue.waiting()).toEqual([]);
  });

  it('for too long leaves the job among the dead letters, other jobs done, and a redrive does it once it is back', async () => {
    let isAway = true;
    const done: string[] = [];
    const { queue, letters, next, pass, send, time } = aQueue(async (job) => {
      if (job === 'push' && isAway) throw new StoreBusy('push', { cause: '503' });
      done.push(job);
      return { kind: 'done' };
    });
    const first = next();
    await send('push', 'another');
    await first;
    for (let round = 1; round < 4; round += 1) await pass(60_000);
    const last = next();
    await send('a third');
    await last;
    expect(done).toEqual(['another', 'a third']);
    // It is found to have come too often when it would be received once more.
    const moved = new Promise<void>((resolve) => letters.onChange(resolve));
    time.now += 60_000;
    queue.send([]);
    await moved;
    expect(letters.waiting().map(({ body }) => body)).toEqual(['"push"']);
    isAway = false;
    const redriven = next();
    letters.moveAll(queue);
    await redriven;
    expect(done).toEqual(['another', 'a third', 'push']);
    expect(queue.waiting()).toEqual([]);
  });
});

describe('F8: word of an upload', () => {
  it('that comes twice and late is acted on each time, for the worker to find nothing left to do', async () => {
    const seen = new Set<string>();
    let looks = 0;
    const { queue, next, send } = aQueue(async (file) => {
      if (!seen.has(file)) looks += 1;
      seen.add(file);
      return { kind: 'done' };
    });
    const both = next();
    await send('file-1', 'file-1');
    await both;
    expect(looks).toBe(1);
    expect(queue.waiting()).toEqual([]);
  });

  it('is not lost with the process that was at it', async () => {
    const never = new Promise<JobOutcome>(() => undefined);
    const folder = aFolder();
    const reached = new Promise<void>((resolve) => {
      const { send } = aQueue(async () => {
        resolve();
        return never;
      }, folder);
      undo.pop();
      void send('file-1');
    });
    await reached;
    // Another process opens the same folder: the first one was killed and closes nothing.
    const done: string[] = [];
    const { next, queue } = aQueue(async (file, attempt) => {
      done.push(`${file} try ${attempt}`);
      return { kind: 'done' };
    }, folder);
    await next();
    expect(done).toEqual(['file-1 try 2']);
    expect(queue.waiting()).toEqual([]);
  });
});
