import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { quiet } from '../../test/support/wiring.ts';
import { createMetrics } from '../observe/index.ts';
import type { SqsEvent } from './index.ts';
import { LocalQueue, localJobQueue, startQueueSource } from './index.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const act of undo.splice(0).reverse()) await act();
});

const aFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-queues-'));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

/** A queue with dead letters, on a clock that stands still until told. */
function aQueue(folder = aFolder()) {
  const time = { now: 1_000_000 };
  let ids = 0;
  const common = { folder, clock: { now: () => time.now }, uuid: () => `id-${(ids += 1)}`, visibilitySeconds: 30 };
  const deadLetters = new LocalQueue({ ...common, name: 'dead' });
  const queue = new LocalQueue({ ...common, name: 'jobs', redrive: { deadLetters, maxReceives: 2 } });
  undo.push(
    () => queue.close(),
    () => deadLetters.close(),
  );
  return { queue, deadLetters, time, folder };
}

const bodiesOf = (messages: readonly { readonly body: string }[]): readonly string[] =>
  messages.map(({ body }) => body);

describe('A local queue', () => {
  it('hides a message that was received, and shows it again when nobody deleted it in time', () => {
    const { queue, time } = aQueue();
    queue.send(['a', 'b']);
    expect(bodiesOf(queue.receive(10))).toEqual(['a', 'b']);
    expect(queue.receive(10)).toEqual([]);
    time.now += 30_000;
    const [again] = queue.receive(1);
    expect(again).toMatchObject({ body: 'a', receives: 2 });
  });

  it('deletes by the receipt of the last receiving only', () => {
    const { queue, time } = aQueue();
    queue.send(['a']);
    const [first] = queue.receive(1);
    time.now += 30_000;
    const [second] = queue.receive(1);
    queue.delete(first?.receiptHandle ?? '');
    expect(queue.waiting()).toHaveLength(1);
    queue.delete(second?.receiptHandle ?? '');
    expect(queue.waiting()).toEqual([]);
  });

  it('keeps a message back for as long as its delay says', () => {
    const { queue, time } = aQueue();
    queue.send(['later'], 10);
    queue.send(['now']);
    expect(bodiesOf(queue.receive(10))).toEqual(['now']);
    expect(queue.nextVisibleAt()).toBe(1_010_000);
    time.now += 10_000;
    expect(bodiesOf(queue.receive(10))).toEqual(['later']);
  });

  it('makes a dead letter of what was received too often', () => {
    const { queue, deadLetters, time } = aQueue();
    queue.send(['poison', 'good']);
    for (const { body, receiptHandle } of queue.receive(10)) if (body === 'good') queue.delete(receiptHandle);
    time.now += 30_000;
    queue.receive(10);
    time.now += 30_000;
    expect(queue.receive(10)).toEqual([]);
    expect(queue.waiting()).toEqual([]);
    expect(bodiesOf(deadLetters.waiting())).toEqual(['poison']);
  });

  it('takes dead letters back', () => {
    const { queue, deadLetters } = aQueue();
    deadLetters.send(['a', 'b']);
    expect(deadLetters.moveAll(queue)).toBe(2);
    expect(deadLetters.waiting()).toEqual([]);
    expect(bodiesOf(queue.receive(10))).toEqual(['a', 'b']);
  });

  it('is the same after a process that was killed: what was deleted is gone, what was sent is there, receivings count', () => {
    const { queue, folder } = aQueue();
    queue.send(['done', 'held', 'waiting']);
    const [done] = queue.receive(2);
    queue.delete(done?.receiptHandle ?? '');
    queue.send(['delayed'], 60);
    // A write that the kill cut off.
    appendFileSync(join(folder, 'jobs.jsonl'), '{"sent":"id-9","body":"ha');
    const { queue: reopened, time } = aQueue(folder);
    expect(reopened.waiting().map(({ body, receives }) => `${body} ${receives}`)).toEqual([
      'held 1',
      'waiting 0',
      'delayed 0',
    ]);
    expect(bodiesOf(reopened.receive(10))).toEqual(['held', 'waiting']);
    time.now += 60_000;
    expect(bodiesOf(reopened.receive(10))).toContain('delayed');
  });

  it('does not let its file grow with what is gone', () => {
    const { queue, folder } = aQueue();
    for (let i = 0; i < 4_000; i += 1) {
      queue.send(['x']);
      for (const { receiptHandle } of queue.receive(1)) queue.delete(receiptHandle);
    }
    expect(readFileSync(join(folder, 'jobs.jsonl'), 'utf8').split('\n').length).toBeLessThan(6_000);
  });
});

describe('The source of a queue', () => {
  const aSource = (handle: (event: SqsEvent) => Promise<readonly string[]>, parts = aQueue()) => {
    const source = startQueueSource({
      queue: parts.queue,
      handle: async (event) => ({
        batchItemFailures: (await handle(event)).map((itemIdentifier) => ({ itemIdentifier })),
      }),
      clock: { now: () => parts.time.now },
      log: quiet,
      metrics: createMetrics(),
      batchSize: 10,
      concurrency: 2,
    });
    undo.push(() => source.stop());
    return { ...parts, source };
  };

  it('hands messages to the function, deletes what it does not fail, and takes no more once it is stopped', async () => {
    const seen: string[] = [];
    const parts = aQueue();
    const { queue, source } = await new Promise<ReturnType<typeof aSource>>((resolve) => {
      const made = aSource(async ({ Records }) => {
        seen.push(...Records.map(({ body }) => body));
        if (seen.length === 2) setImmediate(() => resolve(made));
        return Records.filter(({ body }) => body === '"b"').map(({ messageId }) => messageId);
      }, parts);
      void localJobQueue<string>(parts.queue).send(['a', 'b']);
    });
    expect(bodiesOf(queue.waiting())).toEqual(['"b"']);
    await source.stop();
    queue.send(['c']);
    await new Promise((resolve) => setImmediate(resolve));
    expect(seen).toEqual(['"a"', '"b"']);
  });

  it('survives a function that throws: its messages come again', async () => {
    let calls = 0;
    const parts = aQueue();
    const again = new Promise<void>((resolve) => {
      aSource(async () => {
        if ((calls += 1) === 2) resolve();
        if (calls === 1) {
          setImmediate(() => {
            parts.time.now += 30_000;
            parts.queue.send([]);
          });
          throw new Error('down');
        }
        return [];
      }, parts);
    });
    parts.queue.send(['a']);
    await again;
    expect(calls).toBe(2);
  });
});
