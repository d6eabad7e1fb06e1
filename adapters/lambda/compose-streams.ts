import type { Clock } from '../../application/ports/clock.ts';
import type { EventBus } from '../../application/ports/event-bus.ts';
import type { JobWorker } from '../../application/ports/job-queue.ts';
import type { LiveDelivery } from '../../application/ports/live-delivery.ts';
import type { SessionEventConsumer } from '../../application/ports/session-events.ts';
import type { GoneMember } from '../../application/policies/end-delivery-when-member-left.ts';
import { endDeliveryWhenMemberLeft } from '../../application/policies/end-delivery-when-member-left.ts';
import { events } from '../../application/policies/events.ts';
import { metrics } from '../../application/policies/metrics.ts';
import { toIso } from '../../domain/shared/instant.ts';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDbCoMembers } from '../dynamodb/co-members.ts';
import { letterOf, rangeIn } from '../dynamodb/stream-letter.ts';
import { sequenceNumberOf, sessionEventsIn } from '../dynamodb/stream-records.ts';
import type { TableStream } from '../dynamodb/table-stream.ts';
import { recordsIn, tableStream } from '../dynamodb/table-stream.ts';
import { embeddedEventCounts } from '../emf/event-counts.ts';
import { EventBridgeBus } from '../event-bridge/event-bus.ts';
import { deferOn, sendTo } from '../sqs/messages.ts';
import { awsAccess } from './compose-aws.ts';
import type { CallParts } from './compose-calls.ts';
import { openCalls } from './compose-calls.ts';
import { clientConfig, openTables, systemClock } from './compose-tables.ts';
import { EventReader } from './event-reader.ts';
import type { MessageControls } from './job-batch.ts';
import { handleJobBatch } from './job-batch.ts';
import type { Environment } from './settings.ts';
import { readChatServiceSettings, WrongSetting } from './settings.ts';
import type { BatchAnswer } from './stream-batch.ts';
import { handleStreamBatch } from './stream-batch.ts';

/** A function behind a stream or a queue. */
export interface BatchFunction {
  readonly handle: (event: unknown) => Promise<BatchAnswer>;
}

/** One that holds connections. */
export interface ComposedBatchFunction extends BatchFunction {
  close(): void;
}

/** Of what is not told to anyone else: a line of the log. Ids and names of errors only. */
export type Report = (event: string, fields: Readonly<Record<string, string | number>>) => void;

export interface StreamFunctionParts {
  readonly consumer: SessionEventConsumer;
  /** The stream of this ARN, for reading again what a dead letter is about. */
  readonly streamOf: (arn: string) => TableStream;
  /** Makes a dead letter of a body, with why. */
  readonly setAside: (body: string, why: string) => Promise<void>;
  readonly clock: Clock;
  readonly report: Report;
}

/**
 * What a reader of the stream runs as. It takes batches of the stream, and from its redrive queue dead letters, whose records
 * it reads again from the stream as long as that keeps them.
 */
export function createStreamFunction(parts: StreamFunctionParts): BatchFunction {
  const { consumer, clock, report } = parts;
  const takeBatch = (event: unknown): Promise<BatchAnswer> =>
    handleStreamBatch(
      {
        consumer,
        eventsIn: sessionEventsIn,
        sequenceNumberOf,
        setAside: async ({ sequenceNumber, why }, record) => {
          const streamArn = new EventReader(record, 'event.Records[]').text('eventSourceARN');
          const range = { streamArn, shardId: null, first: sequenceNumber, last: sequenceNumber };
          await parts.setAside(letterOf(range, why, 1, toIso(clock.now())), why);
          report('stream.set-aside', { consumer: consumer.name, sequenceNumber, why });
        },
      },
      event,
    );

  const takeLetter = async (body: string): Promise<boolean> => {
    const range = rangeIn(body);
    const records = range === undefined ? [] : await recordsIn(parts.streamOf(range.streamArn), range);
    if (records.length === 0) {
      report('stream.letter-without-records', { consumer: consumer.name });
      return true;
    }
    const { batchItemFailures } = await takeBatch({ Records: records });
    return batchItemFailures.length === 0;
  };

  return {
    async handle(event) {
      const letters = lettersIn(event);
      if (letters === undefined) return takeBatch(event);
      const failures: { readonly itemIdentifier: string }[] = [];
      for (const { messageId, body } of letters) {
        const isDone = await takeLetter(body).catch(() => false);
        if (!isDone) failures.push({ itemIdentifier: messageId });
      }
      return { batchItemFailures: failures };
    },
  };
}

/** The messages of a queue; `undefined` for what comes from a stream. */
function lettersIn(event: unknown): readonly { readonly messageId: string; readonly body: string }[] | undefined {
  const records: unknown =
    typeof event === 'object' && event !== null && 'Records' in event ? event.Records : undefined;
  if (!Array.isArray(records)) return undefined;
  const readers = records.map((record: unknown) => new EventReader(record, 'event.Records[]'));
  if (!readers.every((reader) => reader.textOrNull('eventSource') === 'aws:sqs')) return undefined;
  return readers.map((reader) => ({ messageId: reader.text('messageId'), body: reader.text('body') }));
}

/** What the worker of a queue runs as. */
export const createJobFunction = <Job>(worker: JobWorker<Job>, controls: MessageControls): BatchFunction => ({
  handle: (event) => handleJobBatch(worker, controls, event),
});

/** A reader of the stream as it runs on AWS. @throws {WrongSetting} */
export function composeStreamFunction(
  environment: Environment,
  consumer: SessionEventConsumer,
  report: Report,
): ComposedBatchFunction {
  const streams = new DynamoDBStreamsClient(clientConfig(readChatServiceSettings(environment), environment));
  const sqs = openSqs(environment);
  const { handle } = createStreamFunction({
    consumer,
    streamOf: (arn) => tableStream(streams, arn),
    setAside: sendTo(sqs, queueUrl(environment, 'DEAD_LETTERS_URL')),
    clock: systemClock,
    report,
  });
  const close = (): void => {
    streams.destroy();
    sqs.destroy();
  };
  return { handle, close };
}

/** The worker of a queue as it runs on AWS. @throws {WrongSetting} */
export function composeJobFunction<Job>(environment: Environment, worker: JobWorker<Job>): ComposedBatchFunction {
  const sqs = openSqs(environment);
  const controls = {
    defer: deferOn(sqs, queueUrl(environment, 'QUEUE_URL')),
    bury: sendTo(sqs, queueUrl(environment, 'DEAD_LETTERS_URL')),
  };
  return { handle: createJobFunction(worker, controls).handle, close: () => sqs.destroy() };
}

/** What the reader `events` does, on the tables of the environment. @throws {WrongSetting} */
export function composeEventsConsumer(
  environment: Environment,
  parts: CallParts,
  bus: EventBus,
): { readonly consumer: SessionEventConsumer; readonly close: () => void } {
  const { calls, close } = openCalls(environment, parts);
  return { consumer: events({ calls, bus }), close };
}

/** The reader `events` as it runs on AWS. @throws {WrongSetting} */
export function composeEvents(environment: Environment, parts: CallParts, report: Report): ComposedBatchFunction {
  const { consumer, close } = composeEventsConsumer(environment, parts, openEventBus(environment));
  const composed = composeStreamFunction(environment, consumer, report);
  const closeAll = (): void => {
    composed.close();
    close();
  };
  return { handle: composed.handle, close: closeAll };
}

/** The worker `metrics`. @throws {WrongSetting} */
export const composeMetrics = (environment: Environment, write: (line: string) => void): ComposedBatchFunction =>
  composeJobFunction(environment, metrics({ counts: embeddedEventCounts(write, () => systemClock.now()) }));

/** What the worker `deliveries` does, on the tables of the environment. @throws {WrongSetting} */
export function composeDeliveriesWorker(
  environment: Environment,
  live: LiveDelivery,
): { readonly worker: JobWorker<GoneMember>; readonly close: () => void } {
  const { tables, close } = openTables(environment);
  return { worker: endDeliveryWhenMemberLeft({ coMembers: new DynamoDbCoMembers(tables), live }), close };
}

/** The worker `deliveries` as it runs on AWS. @throws {WrongSetting} */
export function composeDeliveries(environment: Environment, live: LiveDelivery): ComposedBatchFunction {
  const { worker, close } = composeDeliveriesWorker(environment, live);
  const composed = composeJobFunction(environment, worker);
  const closeAll = (): void => {
    composed.close();
    close();
  };
  return { handle: composed.handle, close: closeAll };
}

/** The bus of `EVENT_BUS`, a name or an ARN. @throws {WrongSetting} */
export function openEventBus(environment: Environment): EventBus {
  const busName = environment['EVENT_BUS'];
  if (!busName || !/^[\w./:-]{1,1600}$/.test(busName)) throw new WrongSetting('EVENT_BUS', busName, 'a bus');
  return new EventBridgeBus({ ...awsAccess(environment, 'events', 5_000), busName });
}

/** For the queues of the region. @throws {WrongSetting} */
export const openSqs = (environment: Environment): SQSClient =>
  new SQSClient({
    region: readChatServiceSettings(environment).region,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 5_000 },
  });

/** @throws {WrongSetting} */
export function queueUrl(environment: Environment, setting: string): string {
  const url = environment[setting];
  if (!url || !URL.canParse(url)) throw new WrongSetting(setting, url, 'the address of a queue');
  return url;
}
