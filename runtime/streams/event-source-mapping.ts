import { letterOf } from '../../adapters/dynamodb/stream-letter.ts';
import type { ShardPosition, StreamRecord, StreamShard, TableStream } from '../../adapters/dynamodb/table-stream.ts';
import { rangeOf } from '../../adapters/dynamodb/table-stream.ts';
import type { Clock, Log, Metrics } from '../contract.ts';
import type { Checkpoint, Checkpoints } from './checkpoints.ts';
import type { Piece } from './pieces.ts';
import { afterAnswer, failedAt } from './pieces.ts';

export interface MappingSettings {
  /** The consumer's: of its checkpoint and its metrics. */
  readonly name: string;
  readonly stream: TableStream;
  /** The function. */
  readonly handle: (event: { readonly Records: readonly StreamRecord[] }) => Promise<unknown>;
  readonly checkpoints: Checkpoints;
  /** The destination of what failed too often, as the bodies of messages. Durable when it resolves. */
  readonly onFailure: (body: string) => Promise<void>;
  readonly clock: Clock;
  readonly random: () => number;
  /** Waits; ends early when `signal` says so. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly log: Log;
  readonly metrics: Metrics;
  /** 1 to 1,000. */
  readonly batchSize: number;
  /** How often a record that fails alone is tried again. */
  readonly maximumRetryAttempts: number;
}

type Place = { readonly after: string | null; readonly ended: boolean };

/** Where nothing was noted yet: as DynamoDB keeps them, records of the last day. An embedded engine may have older ones. */
const retentionMs = 86_400_000;
const idleMs = 100;
const [firstRetryMs, lastRetryMs] = [100, 10_000];
const shardsKnownMs = 60_000;

/**
 * Reads a table's stream for one function, as Lambda does: batches in order, shard by shard; what the function fails is
 * tried again, split until it stands alone, and goes to the failure destination when it fails too often. The checkpoint is
 * moved behind what is done before anything after it begins, so that a process that is killed is told again at most the
 * batch it was at, and never less.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 */
export class EventSourceMapping {
  readonly name: string;
  readonly #settings: MappingSettings;
  readonly #stopping = new AbortController();
  readonly #places = new Map<string, Place>();
  readonly #iterators = new Map<string, string>();
  #shards: { readonly list: readonly StreamShard[]; readonly at: number } | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(settings: MappingSettings) {
    this.name = settings.name;
    this.#settings = settings;
  }

  /** Where it stands in each shard that it has read from. */
  get places(): ReadonlyMap<string, Place> {
    return this.#places;
  }

  async start(): Promise<void> {
    const { checkpoints, name, stream } = this.#settings;
    const checkpoint = await checkpoints.read(name);
    if (checkpoint?.stream === stream.arn) {
      for (const [id, place] of Object.entries(checkpoint.shards)) this.#places.set(id, place);
    }
    this.#running = this.#run();
  }

  /** Begins no further batch, and returns once the one at hand is done or given back. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { pause, log, name } = this.#settings;
    while (!this.#stopping.signal.aborted) {
      const since = performance.now();
      let rest = 0;
      try {
        // A reading that takes long is not to take all of the engine's time.
        if (!(await this.#round())) rest = Math.max(idleMs, 10 * (performance.now() - since));
      } catch (error) {
        this.#iterators.clear();
        this.#shards = undefined;
        rest = 1_000;
        log.warn('stream.unreadable', { consumer: name, error: nameOf(error) });
      }
      if (rest > 0) await pause(rest, this.#stopping.signal);
    }
  }

  /** Whether there was anything. */
  async #round(): Promise<boolean> {
    let moved = false;
    for (const shard of await this.#readable()) {
      if (this.#stopping.signal.aborted) break;
      moved = (await this.#turn(shard.id)) || moved;
    }
    return moved;
  }

  /** The shards that are not read to their end, whose parents are. */
  async #readable(): Promise<readonly StreamShard[]> {
    const { stream, clock } = this.#settings;
    if (this.#shards === undefined || clock.now() - this.#shards.at > shardsKnownMs) {
      this.#shards = { list: await stream.shards(), at: clock.now() };
      const kept = new Set(this.#shards.list.map(({ id }) => id));
      for (const id of this.#places.keys()) if (!kept.has(id)) this.#places.delete(id);
    }
    const { list } = this.#shards;
    const isEnded = (id: string): boolean => this.#places.get(id)?.ended === true;
    return list.filter(({ id, parentId }) => {
      const waits = parentId !== undefined && list.some((other) => other.id === parentId) && !isEnded(parentId);
      return !isEnded(id) && !waits;
    });
  }

  async #turn(shardId: string): Promise<boolean> {
    const { stream, batchSize } = this.#settings;
    const iterator = this.#iterators.get(shardId) ?? (await this.#iteratorOf(shardId));
    const { records, next } = await stream.read(iterator, batchSize);
    const isFirst = (this.#places.get(shardId)?.after ?? null) === null;
    const fresh = isFirst ? this.#young(records) : records;
    if (fresh.length > 0) await this.#deliver(shardId, fresh);
    if (this.#stopping.signal.aborted) return false;
    if (next === undefined) {
      await this.#note(shardId, { after: this.#places.get(shardId)?.after ?? null, ended: true });
      this.#shards = undefined;
    } else {
      this.#iterators.set(shardId, next);
    }
    return records.length > 0;
  }

  async #iteratorOf(shardId: string): Promise<string> {
    const { stream, log, metrics, name } = this.#settings;
    const after = this.#places.get(shardId)?.after ?? null;
    const position: ShardPosition = after === null ? 'oldest' : { after };
    try {
      return await stream.iterator(shardId, position);
    } catch (error) {
      if (nameOf(error) !== 'TrimmedDataAccessException') throw error;
      metrics.count(`stream.${name}.trimmed`);
      log.error('stream.trimmed', { consumer: name });
      return stream.iterator(shardId, 'oldest');
    }
  }

  #young(records: readonly StreamRecord[]): readonly StreamRecord[] {
    const since = (this.#settings.clock.now() - retentionMs) / 1000;
    return records.filter(({ dynamodb }) => dynamodb.ApproximateCreationDateTime >= since);
  }

  async #deliver(shardId: string, records: readonly StreamRecord[]): Promise<void> {
    const { metrics, name, clock, maximumRetryAttempts, onFailure, pause, random, stream } = this.#settings;
    const pieces: Piece[] = [{ records, failures: 0 }];
    while (!this.#stopping.signal.aborted) {
      const piece = pieces.shift();
      if (piece === undefined) return;
      let { done, pieces: left } = afterAnswer(piece, await this.#invoke(piece.records));
      const [again] = left;
      if (again !== undefined && again.failures > maximumRetryAttempts) {
        const range = rangeOf(stream.arn, shardId, again.records);
        const at = new Date(clock.now()).toISOString();
        await onFailure(letterOf(range, 'RetryAttemptsExhausted', again.records.length, at));
        metrics.count(`stream.${name}.dead-letters`, again.records.length);
        [done, left] = [again.records, []];
      }
      const last = done.at(-1);
      if (last !== undefined) {
        await this.#note(shardId, { after: last.dynamodb.SequenceNumber, ended: false });
        metrics.count(`stream.${name}.records`, done.length);
      }
      if (again !== undefined && again.failures > 0 && left.length > 0) {
        const longest = Math.min(firstRetryMs * 2 ** (again.failures - 1), lastRetryMs);
        await pause(longest * (0.5 + random() / 2), this.#stopping.signal);
      }
      pieces.unshift(...left);
    }
  }

  async #invoke(records: readonly StreamRecord[]): Promise<number | undefined> {
    const { handle, metrics, name, log } = this.#settings;
    const since = performance.now();
    try {
      const failed = failedAt(records, await handle({ Records: records }));
      if (failed !== undefined) metrics.count(`stream.${name}.failures`);
      return failed;
    } catch (error) {
      metrics.count(`stream.${name}.failures`);
      log.error('stream.function-failed', { consumer: name, error: nameOf(error) });
      return 0;
    } finally {
      metrics.time(`stream.${name}.invocation`, performance.now() - since);
    }
  }

  async #note(shardId: string, place: Place): Promise<void> {
    const { checkpoints, name, stream } = this.#settings;
    this.#places.set(shardId, place);
    const checkpoint: Checkpoint = { stream: stream.arn, shards: Object.fromEntries(this.#places) };
    await checkpoints.write(name, checkpoint);
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');
