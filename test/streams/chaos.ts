import { createStreamFunction } from '../../adapters/lambda/compose-streams.ts';
import { rangeIn } from '../../adapters/dynamodb/stream-letter.ts';
import type { StreamRecord } from '../../adapters/dynamodb/table-stream.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { SessionEvent, SessionEventConsumer } from '../../application/ports/session-events.ts';
import { StoreBusy } from '../../application/ports/store-errors.ts';
import { createMetrics } from '../../runtime/observe/index.ts';
import type { Checkpoint } from '../../runtime/streams/index.ts';
import { EventSourceMapping } from '../../runtime/streams/index.ts';
import { quiet } from '../support/wiring.ts';
import type { MemoryStream } from './memory-stream.ts';

/** Numbers from 0 up to and without 1, the same for the same seed (mulberry32). */
export function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface ChaosSettings {
  readonly stream: MemoryStream;
  readonly consumer: SessionEventConsumer;
  readonly clock: Clock;
  readonly chance: () => number;
  /** Names of events that the consumer fails on however often they come, as if what it needs for them was away. */
  readonly stubborn: ReadonlySet<string>;
  /** Called now and then, with nothing under way. */
  readonly between?: () => Promise<void>;
}

export interface ChaosReport {
  /** Sequence numbers of the records that became dead letters, each once. */
  readonly letters: ReadonlySet<string>;
  readonly invocations: number;
  readonly kills: number;
  readonly redelivered: number;
  /** The most invocations that went by without a record being done for the first time. */
  readonly longestStandstill: number;
}

const batchSize = 100;
const maximumRetryAttempts = 5;

/**
 * Reads a whole stream through everything that can go wrong between it and a consumer: batches that are delivered again,
 * older ones after newer ones, their records in any order, two at once; functions that fail before, within and after their
 * work; answers and checkpoints that are lost; processes that are killed and begin again at the last checkpoint.
 */
export async function throughChaos(settings: ChaosSettings): Promise<ChaosReport> {
  const { stream, chance, clock, stubborn } = settings;
  const bodies: string[] = [];
  const older: (readonly StreamRecord[])[] = [];
  const done = new Set<string>();
  let [invocations, kills, redelivered, standstill, longestStandstill] = [0, 0, 0, 0, 0];
  let saved: Checkpoint | undefined;

  const consumer: SessionEventConsumer = {
    name: settings.consumer.name,
    async handle(events: readonly SessionEvent[]) {
      if (chance() < 0.002) throw new StoreBusy('begin', { cause: 'injected' });
      const within = chance() < 0.003 ? Math.floor(chance() * events.length) : undefined;
      for (const [at, event] of events.entries()) {
        if (at === within) throw new StoreBusy('go on', { cause: 'injected' });
        if (stubborn.has(event.id)) throw new StoreBusy('reach what is away', { cause: 'injected' });
        await settings.consumer.handle([event]);
      }
      if (chance() < 0.002) throw new StoreBusy('answer', { cause: 'injected' });
    },
  };
  const setAside = async (body: string): Promise<void> => {
    if (chance() < 0.1) throw new Error('the queue of dead letters is away');
    bodies.push(body);
  };
  const reader = createStreamFunction({ consumer, streamOf: () => stream, setAside, clock, report: () => undefined });

  const again = async (): Promise<void> => {
    const batch = older[Math.floor(chance() * older.length)];
    if (batch === undefined) return;
    redelivered += batch.length;
    await reader.handle({ Records: [...batch].sort(() => chance() - 0.5) });
  };
  const handle = async (event: { readonly Records: readonly StreamRecord[] }): Promise<unknown> => {
    invocations += 1;
    const before = done.size;
    for (const record of event.Records) done.add(record.dynamodb.SequenceNumber);
    standstill = done.size > before ? 0 : standstill + 1;
    longestStandstill = Math.max(longestStandstill, standstill);
    if (chance() < 0.02) throw new Error('the function died before it began');
    const [answer] = await Promise.all([
      reader.handle(event),
      ...(chance() < 0.05 ? [reader.handle(event)] : []),
      ...(chance() < 0.1 ? [again()] : []),
    ]);
    older.push(event.Records);
    if (older.length > 20) older.shift();
    if (chance() < 0.02) throw new Error('the function died after its work');
    return answer;
  };

  const last = stream.last;
  while (saved?.shards['shard-1']?.after !== last) {
    let killed = (): void => undefined;
    const end = new Promise<void>((resolve) => (killed = resolve));
    const mapping = new EventSourceMapping({
      name: consumer.name,
      stream,
      handle,
      checkpoints: {
        read: async () => saved,
        async write(_, checkpoint) {
          if (chance() < 0.02) {
            kills += 1;
            killed();
            throw new Error('the process was killed before it noted where it was');
          }
          saved = checkpoint;
          if (checkpoint.shards['shard-1']?.after === last) killed();
        },
      },
      onFailure: async (body) => void bodies.push(body),
      clock,
      random: chance,
      pause: () => new Promise((resolve) => setImmediate(resolve)),
      log: quiet,
      metrics: createMetrics(),
      batchSize,
      maximumRetryAttempts,
    });
    await mapping.start();
    await end;
    await mapping.stop();
    await settings.between?.();
  }
  const letters = new Set(bodies.map((body) => rangeIn(body)?.first ?? 'no letter'));
  return { letters, invocations, kills, redelivered, longestStandstill };
}

/** Hands dead letters to the function again, as a redrive does, once nothing is wrong any more. Answers those that stay. */
export async function redriven(
  { stream, consumer, clock }: Pick<ChaosSettings, 'stream' | 'consumer' | 'clock'>,
  letters: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const left = new Set<string>();
  const setAside = async (body: string): Promise<void> => void left.add(rangeIn(body)?.first ?? 'no letter');
  const reader = createStreamFunction({ consumer, streamOf: () => stream, setAside, clock, report: () => undefined });
  const Records = [...letters].map((number) => ({
    messageId: number,
    body: JSON.stringify({
      DDBStreamBatchInfo: { streamArn: stream.arn, startSequenceNumber: number, endSequenceNumber: number },
    }),
    eventSource: 'aws:sqs',
  }));
  const { batchItemFailures } = await reader.handle({ Records });
  for (const { itemIdentifier } of batchItemFailures) left.add(itemIdentifier);
  return left;
}
