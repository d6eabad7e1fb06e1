import { join } from 'node:path';
import { setTimeout as pauseFor } from 'node:timers/promises';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { rangeIn } from '../../adapters/dynamodb/stream-letter.ts';
import type { TableStream } from '../../adapters/dynamodb/table-stream.ts';
import { tableStream } from '../../adapters/dynamodb/table-stream.ts';
import { createJobFunction, createStreamFunction } from '../../adapters/lambda/compose-streams.ts';
import type { JobQueue, JobWorker } from '../../application/ports/job-queue.ts';
import type { SessionEventConsumer } from '../../application/ports/session-events.ts';
import { instantOf } from '../../domain/shared/instant.ts';
import type { BusEventType } from '../../domain/vocabulary/bus-events.ts';
import { busEventSource } from '../../domain/vocabulary/bus-events.ts';
import type { QueueReader, StreamReader } from '../../domain/vocabulary/readings.ts';
import { QueueReadings, redriveReading, StreamReadings } from '../../domain/vocabulary/readings.ts';
import type { EventBus } from '../bus/event-bus.ts';
import type { Clock, Log, Metrics } from '../contract.ts';
import { type DynamoDbConnection, ensureTables, isObject } from '../engine/index.ts';
import { LocalQueue, localJobQueue, type QueueSource, startQueueSource } from '../queues/index.ts';
import { EventSourceMapping, fileCheckpoints, Trimming, trimmingTableInput } from '../streams/index.ts';
import { createDeadLetters, type DeadLetters } from './dead-letters.ts';

export interface SideWorkParts {
  readonly dataDir: string;
  readonly connection: DynamoDbConnection;
  readonly chatTable: string;
  readonly region: string;
  /** Whether the engine is the embedded one, whose stream nobody else trims. */
  readonly isEmbedded: boolean;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly uuid: () => string;
}

/** What on AWS are event source mappings, queues and rules: everything that happens after a change, on this machine. */
export interface SideWork {
  /** Where jobs for the worker of this name are sent. Durable when `send` resolves. */
  queue<Job>(name: QueueReader): JobQueue<Job>;
  /** Does the jobs of the queue of its name, once started. */
  work<Job>(name: QueueReader, worker: JobWorker<Job>): void;
  /** Sends what the bus has of these types, and with these facts, to the queue of this name, as long kept back as that says. */
  rule(types: readonly BusEventType[], to: QueueReader, facts?: Readonly<Record<string, string>>): void;
  /** Reads the chat table's stream, once started. */
  read(name: StreamReader, consumer: SessionEventConsumer): void;
  readonly deadLetters: DeadLetters;
  start(): Promise<void>;
  /** Begins nothing any more, and waits a little for what is under way; what is cut off comes again at the next start. */
  stop(): Promise<void>;
}

/** As SQS keeps messages at most. */
const retentionMs = 14 * 86_400_000;
const visibilitySeconds = 60;
/** Invocations of one worker at a time. */
const concurrency = 4;
const stopWithinMs = 2_000;

export async function openSideWork(parts: SideWorkParts): Promise<SideWork> {
  const { bus, clock, log, metrics, uuid, connection } = parts;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBStreamsClient({ endpoint: connection.endpoint, region: parts.region, credentials });
  const stream = tableStream(client, await streamArn(parts));
  const checkpoints = fileCheckpoints(join(parts.dataDir, 'streams'));
  const folder = join(parts.dataDir, 'queues');
  const open = new Map<string, LocalQueue>();
  const deadLetters = createDeadLetters();
  const mappings: EventSourceMapping[] = [];
  const waiting: (() => QueueSource)[] = [];
  const sources: QueueSource[] = [];
  const lettersOfReaders: LocalQueue[] = [];

  const aQueue = (name: string, letters: LocalQueue | undefined, maxReceives: number): LocalQueue => {
    const redrive = letters === undefined ? {} : { redrive: { deadLetters: letters, maxReceives } };
    const queue = new LocalQueue({ name, folder, clock, uuid, visibilitySeconds, ...redrive });
    const dropped = queue.dropSentBefore(clock.now() - retentionMs);
    if (dropped > 0) log.warn('queue.dropped', { queue: name, messages: dropped });
    open.set(name, queue);
    metrics.gauge(`queue.${name}.waiting`, () => queue.waiting().length);
    return queue;
  };
  /** A queue with its dead letters, which are redriven to it. */
  const withLetters = (name: string, letters: string, receives: number): LocalQueue => {
    const known = open.get(name);
    if (known !== undefined) return known;
    const dead = aQueue(letters, undefined, receives);
    const queue = aQueue(name, dead, receives);
    deadLetters.add(dead, queue);
    return queue;
  };
  const queueOf = (name: QueueReader): LocalQueue =>
    withLetters(name, `${name}-dead-letters`, QueueReadings[name].receives);

  const trimming = new Trimming({
    connection,
    table: parts.chatTable,
    stream,
    mappings,
    named: () =>
      [...open.values()].flatMap((queue) => queue.waiting().flatMap(({ body }) => rangeIn(body)?.first ?? [])),
    log,
    metrics,
  });

  return {
    deadLetters,

    queue: (name) => localJobQueue(queueOf(name)),

    work(name, worker) {
      const queue = queueOf(name);
      const letters = open.get(`${name}-dead-letters`);
      const { handle } = createJobFunction(worker, {
        defer: async (receiptHandle, seconds) => queue.changeVisibility(receiptHandle, seconds),
        bury: async (body, why) => {
          letters?.send([body]);
          log.warn('queue.buried', { queue: name, why });
        },
      });
      const { batchSize } = QueueReadings[name];
      waiting.push(() => startQueueSource({ queue, handle, clock, log, metrics, batchSize, concurrency }));
    },

    rule(types, to, facts = {}) {
      const queue = queueOf(to);
      const { delaySeconds } = QueueReadings[to];
      for (const detailType of types) {
        bus.on({ source: busEventSource, detailType }, async ({ id, source, detail }) => {
          if (!Object.entries(facts).every(([name, value]) => detail[name] === value)) return;
          queue.send([JSON.stringify({ id, source, 'detail-type': detailType, detail })], delaySeconds);
        });
      }
    },

    read(name, consumer) {
      const queue = withLetters(`${name}-redrive`, `${name}-dead-letters`, redriveReading.receives);
      const letters = open.get(`${name}-dead-letters`);
      lettersOfReaders.push(queue, ...(letters === undefined ? [] : [letters]));
      const onFailure = async (body: string): Promise<void> => void letters?.send([body]);
      const { handle } = createStreamFunction({
        consumer,
        streamOf: () => stream,
        setAside: onFailure,
        clock: { now: () => instantOf(clock.now()) },
        report: (event, fields) => log.warn(event, fields),
      });
      const { batchSize, retryAttempts: maximumRetryAttempts } = StreamReadings[name];
      const common = { name, stream, handle, checkpoints, onFailure, clock, log, metrics, batchSize };
      mappings.push(
        new EventSourceMapping({ ...common, random: Math.random, pause: interruptible, maximumRetryAttempts }),
      );
      const redriven = { queue, handle, clock, log, metrics, batchSize: redriveReading.batchSize, concurrency: 1 };
      waiting.push(() => startQueueSource(redriven));
    },

    async start() {
      for (const mapping of mappings) await mapping.start();
      sources.push(...waiting.splice(0).map((begin) => begin()));
      if (parts.isEmbedded) {
        await ensureTables(connection, [trimmingTableInput]);
        trimming.start();
      }
    },

    async stop() {
      const stopped = Promise.all([
        trimming.stop(),
        ...mappings.map((mapping) => mapping.stop()),
        ...sources.map((source) => source.stop()),
      ]);
      await Promise.race([stopped, pauseFor(stopWithinMs, undefined, { ref: false })]);
      client.destroy();
      for (const queue of open.values()) queue.close();
    },
  };
}

const interruptible = async (milliseconds: number, signal: AbortSignal): Promise<void> => {
  await pauseFor(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);
};

async function streamArn({ connection, chatTable }: SideWorkParts): Promise<TableStream['arn']> {
  const { Table } = await connection.call('DescribeTable', { TableName: chatTable });
  const arn = isObject(Table) ? Table['LatestStreamArn'] : undefined;
  if (typeof arn === 'string' && arn !== '') return arn;
  throw new Error(`unable to read the stream of ${chatTable}; the table has none`);
}
