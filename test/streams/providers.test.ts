import { SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from 'vitest';
import { embeddedEventCounts } from '../../adapters/emf/event-counts.ts';
import { EventBridgeBus } from '../../adapters/event-bridge/event-bus.ts';
import { SqsJobQueue } from '../../adapters/sqs/job-queue.ts';
import { deferOn, sendTo } from '../../adapters/sqs/messages.ts';
import type { BusEvent } from '../../application/ports/event-bus.ts';
import { BusUnavailable } from '../../application/ports/event-bus.ts';
import { messageIdOf, seqOf } from '../../domain/shared/ids.ts';
import { aSessionId } from '../builders/people.ts';
import type { AwsReply } from '../support/aws-endpoint.ts';
import { awsCredentials, startAwsEndpoint } from '../support/aws-endpoint.ts';
import { startSqs } from '../support/sqs.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const act of undo.splice(0).reverse()) await act();
});

const anExpiry = (n: number): BusEvent => {
  const sessionId = aSessionId();
  const common = { eventId: `e${n}`, sessionId, occurredAt: '2026-11-21T12:00:00.500Z' };
  return { type: 'MessageExpired', detail: { ...common, messageId: messageIdOf(sessionId, seqOf(n)) } };
};

async function aBus(reply: (entries: readonly unknown[], request: number) => AwsReply) {
  let requests = 0;
  const endpoint = await startAwsEndpoint({ service: 'events', region: 'eu-west-1' }, ({ body }) => {
    return reply(entriesOf({ body }), (requests += 1));
  });
  undo.push(() => endpoint.stop());
  const access = { endpoint: new URL(endpoint.url), region: 'eu-west-1', credentials: awsCredentials };
  return { endpoint, bus: new EventBridgeBus({ ...access, busName: 'parley-events', timeoutMs: 300 }) };
}

/** The entries of a request for EventBridge. */
function entriesOf({ body }: { readonly body: string }): readonly { readonly Detail: string }[] {
  const { Entries }: { readonly Entries: readonly { readonly Detail: string }[] } = JSON.parse(body);
  return Entries;
}

const taking = (entries: readonly unknown[], refused: (i: number) => boolean = () => false): AwsReply => ({
  status: 200,
  body: JSON.stringify({
    FailedEntryCount: 0,
    Entries: entries.map((_, i) => (refused(i) ? { ErrorCode: 'ThrottlingException' } : { EventId: `${i}` })),
  }),
});

describe('EventBridge', () => {
  it('is given what happened, ten at a time and signed', async () => {
    const { bus, endpoint } = await aBus((entries) => taking(entries));
    const events = Array.from({ length: 12 }, (_, i) => anExpiry(i));
    await bus.publish(events);
    expect(endpoint.unsigned).toEqual([]);
    expect(endpoint.requests.map(({ headers }) => headers['x-amz-target'])).toEqual([
      'AWSEvents.PutEvents',
      'AWSEvents.PutEvents',
    ]);
    const [first, second] = endpoint.requests.map(entriesOf);
    expect([first?.length, second?.length]).toEqual([10, 2]);
    expect(first?.[0]).toEqual({
      Source: 'parley',
      DetailType: 'MessageExpired',
      Detail: JSON.stringify(events[0]?.detail),
      EventBusName: 'parley-events',
      Time: Date.UTC(2026, 10, 21, 12) / 1000,
    });
  });

  it('is given once more what it did not take, and only that', async () => {
    const { bus, endpoint } = await aBus((entries, request) => taking(entries, (i) => request === 1 && i === 1));
    await bus.publish([anExpiry(1), anExpiry(2), anExpiry(3)]);
    const [, again] = endpoint.requests.map(entriesOf);
    expect(again?.map(({ Detail }) => Detail)).toEqual([expect.stringContaining('"eventId":"e2"')]);
  });

  it.each<[string, (entries: readonly unknown[]) => AwsReply]>([
    ['that keeps refusing one', (entries) => taking(entries, (i) => i === 0)],
    ['that is busy', () => ({ status: 503, body: '' })],
    ['that refuses', () => ({ status: 400, body: '{"__type":"ValidationException"}' })],
    ['whose answer is cut off', () => 'cut inside'],
    ['that breaks the connection', () => 'cut'],
    ['that does not answer', () => 'silence'],
    ['whose answer never ends', () => 'never ending'],
    ['that answers something else', () => ({ status: 200, body: '<html>' })],
    ['that answers for too few', () => ({ status: 200, body: '{"Entries":[]}' })],
  ])('%s leaves the events with the caller', async (_, reply) => {
    const { bus } = await aBus(reply);
    await expect(bus.publish([anExpiry(1)])).rejects.toThrow(BusUnavailable);
  });
});

describe('SQS', () => {
  const open = async () => {
    const sqs = await startSqs();
    const client = new SQSClient({
      region: 'us-east-1',
      endpoint: sqs.url,
      credentials: awsCredentials,
      maxAttempts: 1,
    });
    undo.push(
      () => sqs.stop(),
      () => client.destroy(),
    );
    return { sqs, client, url: `${sqs.url}/000000000000/jobs` };
  };

  it('is given once more what it did not take, and only that', async () => {
    const { sqs, client, url } = await open();
    sqs.answer('every other');
    await new SqsJobQueue<string>(client, url).send(['a', 'b', 'c']);
    expect(sqs.taken.map(({ body }) => body)).toEqual(['"a"', '"c"', '"b"']);
    expect(sqs.unsigned).toEqual([]);
  });

  it('hides a message for as long as a worker asks, and is told why a dead letter is one', async () => {
    const { sqs, client, url } = await open();
    await deferOn(client, url)('receipt-1', 90);
    await sendTo(client, url)('{"id":1}', 'it is no job');
    const [deferred, sent] = sqs.requests;
    expect(deferred?.headers['x-amz-target']).toBe('AmazonSQS.ChangeMessageVisibility');
    expect(JSON.parse(deferred?.body ?? '')).toEqual({
      QueueUrl: url,
      ReceiptHandle: 'receipt-1',
      VisibilityTimeout: 90,
    });
    expect(JSON.parse(sent?.body ?? '')).toMatchObject({
      MessageBody: '{"id":1}',
      MessageAttributes: { why: { DataType: 'String', StringValue: 'it is no job' } },
    });
  });
});

describe('CloudWatch', () => {
  it('is given counts in its embedded metric format', () => {
    const lines: string[] = [];
    const counts = embeddedEventCounts(
      (line) => lines.push(line),
      () => 1_700_000_000_000,
    );
    counts.count({ type: 'MessageSent', kind: 'TEXT' });
    counts.count({ type: 'MessageExpired', kind: null });
    const metric = { Namespace: 'Parley', Metrics: [{ Name: 'Events', Unit: 'Count' }] };
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
      {
        _aws: {
          Timestamp: 1_700_000_000_000,
          CloudWatchMetrics: [{ ...metric, Dimensions: [['Type'], ['Type', 'Kind']] }],
        },
        Type: 'MessageSent',
        Kind: 'TEXT',
        Events: 1,
      },
      {
        _aws: { Timestamp: 1_700_000_000_000, CloudWatchMetrics: [{ ...metric, Dimensions: [['Type']] }] },
        Type: 'MessageExpired',
        Events: 1,
      },
    ]);
  });

  it('is given what was measured of a call, under one name and unit each, and no id', () => {
    const lines: string[] = [];
    const counts = embeddedEventCounts(
      (line) => lines.push(line),
      () => 1_700_000_000_000,
    );
    counts.measure({ mode: 'VIDEO', values: { answered: 1, duration: 61, packetLoss: 1.25 } });
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
      {
        _aws: {
          Timestamp: 1_700_000_000_000,
          CloudWatchMetrics: [
            {
              Namespace: 'Parley',
              Dimensions: [[], ['Mode']],
              Metrics: [
                { Name: 'CallsAnswered', Unit: 'Count' },
                { Name: 'CallDuration', Unit: 'Seconds' },
                { Name: 'CallPacketLoss', Unit: 'Percent' },
              ],
            },
          ],
        },
        Mode: 'VIDEO',
        CallsAnswered: 1,
        CallDuration: 61,
        CallPacketLoss: 1.25,
      },
    ]);
  });
});
