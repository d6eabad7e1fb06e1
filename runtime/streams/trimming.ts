import { setTimeout as pauseFor } from 'node:timers/promises';
import type { TableStream } from '../../adapters/dynamodb/table-stream.ts';
import type { Log, Metrics } from '../contract.ts';
import { type DynamoDbConnection, trimmingTable } from '../engine/index.ts';
import type { EventSourceMapping } from './event-source-mapping.ts';

export interface TrimmingSettings {
  readonly connection: DynamoDbConnection;
  readonly table: string;
  readonly stream: TableStream;
  readonly mappings: readonly Pick<EventSourceMapping, 'places'>[];
  /** Numbers of records that dead letters name, which are kept for as long as those are. */
  readonly named: () => readonly string[];
  readonly log: Log;
  readonly metrics: Metrics;
}

/** What the engine is given to be trimmed by: a table with a stream. See `runtime/engine/prepared-database.ts`. */
export const trimmingTableInput = {
  create: {
    TableName: trimmingTable,
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  },
} as const;

/** A put that forgets fewer is not worth it. */
const leastTrimmed = 1_000;
const everyMs = 10_000;

/**
 * Keeps the embedded engine's stream short: what every consumer is done with, and no dead letter names, is forgotten. The
 * newest of those records stays, since the engine numbers records by counting on from it.
 */
export class Trimming {
  readonly #settings: TrimmingSettings;
  readonly #stopping = new AbortController();
  #trimmed = 0;
  #running: Promise<void> = Promise.resolve();

  constructor(settings: TrimmingSettings) {
    this.#settings = settings;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** Forgets what can be forgotten, if that are at least so many. Whether the engine did as it was told. */
  async trim(least = leastTrimmed): Promise<boolean> {
    const { connection, table, stream, metrics } = this.#settings;
    const upTo = this.#passed();
    if (upTo === undefined || upTo - this.#trimmed < least) return true;
    const item = { pk: { S: table }, trims: { S: table }, upTo: { N: `${upTo}` } };
    await connection.call('PutItem', { TableName: trimmingTable, Item: item });
    const [shard] = await stream.shards();
    const page = shard && (await stream.read(await stream.iterator(shard.id, 'oldest'), 1));
    const oldest = Number(page?.records[0]?.dynamodb.SequenceNumber ?? upTo);
    metrics.count('stream.trimmed', Math.max(oldest - this.#trimmed, 0));
    this.#trimmed = upTo;
    return oldest >= upTo;
  }

  async #run(): Promise<void> {
    const { log } = this.#settings;
    while (await this.#waited()) {
      try {
        if (!(await this.trim())) {
          log.warn('stream.untrimmed', {
            why: 'the database was made by an earlier version; a new DATA_DIR is trimmed',
          });
          return;
        }
      } catch (error) {
        log.warn('stream.trim-failed', { error: error instanceof Error ? error.name : 'unknown' });
      }
    }
  }

  /** `false` when it was stopped meanwhile. */
  async #waited(): Promise<boolean> {
    const { signal } = this.#stopping;
    await pauseFor(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
    return !signal.aborted;
  }

  /** The least number that is still of use; `undefined` while some consumer has not begun. The engine has one shard. */
  #passed(): number | undefined {
    const { mappings, named } = this.#settings;
    const reached = mappings.map(({ places }) => [...places.values()].at(0)?.after ?? undefined);
    if (reached.length === 0 || reached.includes(undefined)) return undefined;
    return Math.min(...[...reached, ...named()].map(Number));
  }
}
