import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { rangeIn } from '../../adapters/dynamodb/stream-letter.ts';
import type { StreamRecord } from '../../adapters/dynamodb/table-stream.ts';
import { MemoryStream } from '../../test/streams/memory-stream.ts';
import { quiet } from '../../test/support/wiring.ts';
import { createMetrics } from '../observe/index.ts';
import type { MappingSettings } from './event-source-mapping.ts';
import { EventSourceMapping } from './event-source-mapping.ts';
import { fileCheckpoints } from './checkpoints.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const act of undo.splice(0).reverse()) await act();
});

const aFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-streams-'));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

const numbersOf = (records: readonly StreamRecord[]): string => records.map((r) => r.dynamodb.SequenceNumber).join(' ');

/** A mapping with a function that keeps what it is given, and a way to wait until it has nothing to do. */
function aMapping(settings: Partial<MappingSettings> & { readonly stream: MemoryStream }) {
  const batches: string[] = [];
  const letters: string[] = [];
  const pauses: number[] = [];
  let wake = (): void => undefined;
  const metrics = createMetrics();
  const { handle = async () => undefined } = settings;
  const mapping = new EventSourceMapping({
    name: 'test',
    checkpoints: settings.checkpoints ?? fileCheckpoints(aFolder()),
    onFailure: async (body) => void letters.push(body),
    clock: { now: () => Date.now() },
    random: () => 0.5,
    pause: async (milliseconds, signal) => {
      if (signal.aborted) return;
      if (settings.stream.isDry) wake();
      else pauses.push(milliseconds);
      await new Promise((resolve) => setImmediate(resolve));
    },
    log: quiet,
    metrics,
    batchSize: 8,
    maximumRetryAttempts: 2,
    ...settings,
    handle: async (event) => {
      batches.push(numbersOf(event.Records));
      return handle(event);
    },
  });
  undo.push(() => mapping.stop());
  const idle = async (): Promise<void> => {
    let left = 2;
    await new Promise<void>((resolve) => {
      wake = () => {
        if ((left -= 1) === 0) resolve();
      };
    });
  };
  return { mapping, batches, letters, pauses, metrics, idle };
}

const aGate = () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
};

const filled = (count: number): MemoryStream => {
  const stream = new MemoryStream();
  for (let i = 0; i < count; i += 1) stream.put({ pk: 'a', sk: `${i}`, after: { n: i } });
  return stream;
};

const failing =
  (...numbers: string[]) =>
  async ({ Records }: { Records: readonly StreamRecord[] }) => ({
    batchItemFailures: Records.map((r) => r.dynamodb.SequenceNumber)
      .filter((number) => numbers.includes(number))
      .map((itemIdentifier) => ({ itemIdentifier })),
  });

describe('An event source mapping', () => {
  it('hands on every record once, in order and in batches', async () => {
    const { mapping, batches, idle } = aMapping({ stream: filled(10) });
    await mapping.start();
    await idle();
    expect(batches).toEqual(['1 2 3 4 5 6 7 8', '9 10']);
  });

  it('goes on from the first failed record, splits until it stands alone, and sets it aside', async () => {
    const { mapping, batches, letters, idle } = aMapping({ stream: filled(8), handle: failing('4') });
    await mapping.start();
    await idle();
    expect(batches).toEqual(['1 2 3 4 5 6 7 8', '4 5 6 7 8', '4 5 6', '4 5', '4', '4', '4', '5', '6', '7 8']);
    expect(letters.map(rangeIn)).toEqual([{ streamArn: filled(0).arn, shardId: 'shard-1', first: '4', last: '4' }]);
  });

  it('halves a batch that fails whole, whatever way it fails', async () => {
    const outcomes: readonly (() => unknown)[] = [
      () => Promise.reject(new Error('down')),
      () => ({ batchItemFailures: [{ itemIdentifier: 'of no record' }] }),
      () => ({ batchItemFailures: [{ itemIdentifier: '' }] }),
      () => ({ batchItemFailures: 'what is this' }),
    ];
    for (const outcome of outcomes) {
      let calls = 0;
      const handle = async () => ((calls += 1) === 1 ? outcome() : undefined);
      const { mapping, batches, letters, idle } = aMapping({ stream: filled(4), handle });
      await mapping.start();
      await idle();
      expect(batches).toEqual(['1 2 3 4', '1 2', '3 4']);
      expect(letters).toEqual([]);
      await mapping.stop();
    }
  });

  it('waits longer after each failure of a record that stands alone', async () => {
    const { mapping, pauses, idle } = aMapping({ stream: filled(1), handle: failing('1'), maximumRetryAttempts: 9 });
    await mapping.start();
    await idle();
    expect(pauses).toEqual([75, 150, 300, 600, 1200, 2400, 4800, 7500, 7500]);
  });

  it('goes on where it was after a restart, and repeats at most what it was at', async () => {
    const [stream, checkpoints] = [filled(12), fileCheckpoints(aFolder())];
    // The function never answers for the second batch: its process is killed.
    const [hung, reached] = [aGate(), aGate()];
    const first = aMapping({
      stream,
      checkpoints,
      handle: async ({ Records }) => {
        if (Records.length === 8) return undefined;
        reached.open();
        return hung.opened;
      },
    });
    await first.mapping.start();
    await reached.opened;
    const second = aMapping({ stream, checkpoints });
    await second.mapping.start();
    await second.idle();
    expect(second.batches).toEqual(['9 10 11 12']);
    hung.open();
  });

  it('does not lose its place over a checkpoint that a crash left half written', async () => {
    const folder = aFolder();
    const checkpoints = fileCheckpoints(folder);
    const stream = filled(4);
    const first = aMapping({ stream, checkpoints });
    await first.mapping.start();
    await first.idle();
    await first.mapping.stop();
    writeFileSync(join(folder, 'test.json.new'), '{"stream":"arn');
    stream.put({ pk: 'a', sk: 'x', after: {} });
    const second = aMapping({ stream, checkpoints: fileCheckpoints(folder) });
    await second.mapping.start();
    await second.idle();
    expect(second.batches).toEqual(['5']);
  });

  it('reads a shard to its end before its children, and then those', async () => {
    const stream = filled(2);
    stream.begin('shard-2', 'shard-1');
    stream.put({ pk: 'a', sk: 'x', after: {} }, { shard: 'shard-2' });
    const { mapping, batches, idle } = aMapping({ stream });
    await mapping.start();
    await idle();
    expect(batches).toEqual(['1 2']);
    stream.end('shard-1');
    await idle();
    await idle();
    expect(batches).toEqual(['1 2', '3']);
  });

  it('begins with the last day of a stream that it never read', async () => {
    const stream = new MemoryStream();
    stream.put({ pk: 'a', sk: 'old', after: {} }, { seconds: Date.now() / 1000 - 90_000 });
    stream.put({ pk: 'a', sk: 'new', after: {} });
    const { mapping, batches, idle } = aMapping({ stream });
    await mapping.start();
    await idle();
    expect(batches).toEqual(['2']);
  });

  it('stops without waiting for a record that keeps failing, and gives it back', async () => {
    const [stream, checkpoints] = [filled(2), fileCheckpoints(aFolder())];
    const first = aMapping({ stream, checkpoints, handle: failing('2'), maximumRetryAttempts: 1_000_000 });
    await first.mapping.start();
    while (first.pauses.length < 3) await new Promise((resolve) => setImmediate(resolve));
    await first.mapping.stop();
    const second = aMapping({ stream, checkpoints });
    await second.mapping.start();
    await second.idle();
    expect(second.batches).toEqual(['2']);
  });
});
