import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectDynamoDb, ensureTables, openDynamoDb, trimmingTable } from '../../runtime/engine/index.ts';
import { trimmingTableInput } from '../../runtime/streams/index.ts';
import { summary, type Summary } from '../statistics.ts';

const records = 20_000;
const block = 2_500;
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const clock = { now: () => Date.now() };
const table = 'parley-chat';

interface Growth {
  /** What a put takes while the stream is new, and once it holds all of these records. */
  readonly firstMs: Summary;
  readonly lastMs: Summary;
}

/**
 * What a put takes as the stream of its table grows: on the engine by itself, and on a database that it was given with an
 * index and a way to be trimmed. The two take turns, so that what else the machine does meets both.
 */
export const streamGrowth = async (): Promise<{
  readonly records: number;
  readonly byItself: Growth;
  readonly prepared: Growth;
  readonly trimmedMs: Summary;
}> => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'));
  const ends: (() => unknown)[] = [() => rm(folder, { recursive: true, force: true, maxRetries: 3 })];
  try {
    const [byItself, prepared] = [
      await anEngine(join(folder, 'a'), false, ends),
      await anEngine(join(folder, 'b'), true, ends),
    ];
    const times = { byItself: new Map<number, number[]>(), prepared: new Map<number, number[]>() };
    for (let from = 0; from < records; from += block) {
      times.byItself.set(from, await byItself.puts(from, block));
      times.prepared.set(from, await prepared.puts(from, block));
    }
    await prepared.trim(records);
    const trimmedMs = summary(await prepared.puts(records, block));
    const growth = (blocks: ReadonlyMap<number, number[]>): Growth => ({
      firstMs: summary(blocks.get(0) ?? []),
      lastMs: summary(blocks.get(records - block) ?? []),
    });
    return { records, byItself: growth(times.byItself), prepared: growth(times.prepared), trimmedMs };
  } finally {
    for (const end of ends.reverse()) await end();
  }
};

async function anEngine(dataDir: string, isPrepared: boolean, ends: (() => unknown)[]) {
  await mkdir(dataDir, { recursive: true });
  // A file that is there is left as it is, and to the engine an empty one is a database to begin with.
  if (!isPrepared) await writeFile(join(dataDir, 'dynamodb.sqlite'), '');
  const engine = await openDynamoDb({ dataDir, log: quiet, clock, prefer: 'dynoxide' });
  ends.push(() => engine.close());
  const connection = connectDynamoDb({ endpoint: engine.endpoint, clock });
  ends.push(() => connection.close());
  await ensureTables(connection, [{ create: { ...trimmingTableInput.create, TableName: table } }, trimmingTableInput]);
  return {
    async puts(from: number, count: number): Promise<number[]> {
      const times: number[] = [];
      for (let n = from; n < from + count; n += 1) {
        const since = performance.now();
        const Item = { pk: { S: `item ${n}` }, text: { S: 'x'.repeat(205) }, n: { N: `${n}` } };
        await connection.call('PutItem', { TableName: table, Item });
        times.push(performance.now() - since);
      }
      return times;
    },
    trim: (upTo: number) =>
      connection.call('PutItem', {
        TableName: trimmingTable,
        Item: { pk: { S: table }, trims: { S: table }, upTo: { N: `${upTo}` } },
      }),
  };
}
