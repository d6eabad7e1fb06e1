import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { memberGone } from '../../domain/vocabulary/bus-events.ts';
import { QueueReadings } from '../../domain/vocabulary/readings.ts';
import { quiet } from '../../test/support/wiring.ts';
import { createEventBus } from '../bus/event-bus.ts';
import { createMetrics } from '../observe/index.ts';
import { openSideWork } from './side-work.ts';

it('Who left is acted on once the queue has waited, and who joined is not', async () => {
  const time = { now: 1_000_000 };
  const clock = { now: () => time.now };
  const metrics = createMetrics();
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-side-work-'));
  let ids = 0;
  const uuid = (): string => `id-${(ids += 1)}`;
  const bus = createEventBus({ metrics, log: quiet, uuid });
  const sideWork = await openSideWork({
    dataDir,
    connection: {
      endpoint: 'http://127.0.0.1:1',
      call: async () => ({ Table: { LatestStreamArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/chat/stream/1' } }),
      close: () => undefined,
    },
    chatTable: 'chat',
    region: 'us-east-1',
    isEmbedded: false,
    ...{ bus, clock, log: quiet, metrics, uuid },
  });
  const worked: unknown[] = [];
  let done = (): void => undefined;
  try {
    sideWork.rule([memberGone.type], 'deliveries', memberGone.facts);
    sideWork.work<unknown>('deliveries', {
      name: 'deliveries',
      parse: (body) => body,
      async work(job) {
        worked.push(job);
        done();
        return { kind: 'done' };
      },
    });
    await sideWork.start();
    const said = (change: string, userId: string) =>
      bus.put({ source: 'parley', detailType: memberGone.type, detail: { change, userId } });

    await said('LEFT', 'bob');
    await said('JOINED', 'cat');
    time.now += QueueReadings.deliveries.delaySeconds * 1_000 - 1;
    await said('LEFT', 'dan');
    // The queue is looked at in the turn after the word.
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(worked).toEqual([]);

    const first = new Promise<void>((resolve) => (done = resolve));
    time.now += 1;
    await said('LEFT', 'eve');
    await first;
    expect(worked).toMatchObject([{ detail: { change: 'LEFT', userId: 'bob' } }]);
  } finally {
    await sideWork.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
});
