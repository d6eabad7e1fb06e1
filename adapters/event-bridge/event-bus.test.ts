import { afterEach, describe, expect, it } from 'vitest';
import type { BusEvent } from '../../application/ports/event-bus.ts';
import { BusUnavailable } from '../../application/ports/event-bus.ts';
import { messageIdOf, seqOf } from '../../domain/shared/ids.ts';
import { aSessionId } from '../../test/builders/people.ts';
import { type AwsEndpoint, type AwsReply, awsCredentials, startAwsEndpoint } from '../../test/support/aws-endpoint.ts';
import { EventBridgeBus } from './event-bus.ts';

const region = 'eu-central-1';
const sessionId = aSessionId();
const messageId = messageIdOf(sessionId, seqOf(7));
const occurredAt = '2026-11-21T12:00:00.750Z';

interface Entry {
  readonly Detail: string;
}

describe('the bus on EventBridge', () => {
  let endpoint: AwsEndpoint | undefined;
  afterEach(() => endpoint?.stop());

  const open = async (reply: (entries: readonly Entry[], nth: number) => AwsReply) => {
    let nth = 0;
    endpoint = await startAwsEndpoint({ service: 'events', region }, ({ body }) => {
      const { Entries } = JSON.parse(body) as { readonly Entries: readonly Entry[] };
      return reply(Entries, (nth += 1));
    });
    const access = { endpoint: new URL(endpoint.url), region, credentials: awsCredentials, timeoutMs: 500 };
    return { endpoint, bus: new EventBridgeBus({ ...access, busName: 'parley' }) };
  };
  const event = (eventId: string): BusEvent => ({
    type: 'MessageExpired',
    detail: { eventId, sessionId, occurredAt, messageId },
  });
  const events = (count: number) => Array.from({ length: count }, (_, i) => event(`${i}`));
  const idOf = ({ Detail }: Entry): string => (JSON.parse(Detail) as { readonly eventId: string }).eventId;
  const answering = (entries: readonly Entry[], refused: readonly string[] = []): AwsReply => ({
    status: 200,
    body: JSON.stringify({
      Entries: entries.map((entry) =>
        refused.includes(idOf(entry)) ? { ErrorCode: 'ThrottlingException' } : { EventId: 'x' },
      ),
    }),
  });

  it('gets events ten at a time, signed, with the time that they are about', async () => {
    const { endpoint: asked, bus } = await open((entries) => answering(entries));
    await bus.publish(events(12));
    expect(asked.unsigned).toEqual([]);
    const bodies = asked.requests.map(({ body }) => JSON.parse(body) as { readonly Entries: readonly Entry[] });
    expect(bodies.map(({ Entries }) => Entries.length)).toEqual([10, 2]);
    expect(asked.requests[0]?.headers['x-amz-target']).toBe('AWSEvents.PutEvents');
    expect(bodies[0]?.Entries[0]).toEqual({
      Source: 'parley',
      DetailType: 'MessageExpired',
      Detail: JSON.stringify(event('0').detail),
      EventBusName: 'parley',
      Time: Math.floor(Date.parse(occurredAt) / 1000),
    });
  });

  it('gets once more what it refused of a request, and only that', async () => {
    const { endpoint: asked, bus } = await open((entries, nth) => answering(entries, nth === 1 ? ['1'] : []));
    await bus.publish(events(3));
    const second = JSON.parse(asked.requests[1]?.body ?? '') as { readonly Entries: readonly Entry[] };
    expect(second.Entries.map(idOf)).toEqual(['1']);
    expect(asked.requests).toHaveLength(2);
  });

  it.each<[string, (entries: readonly Entry[]) => AwsReply]>([
    ['refuses one twice', (entries) => answering(entries, ['1'])],
    ['fails', () => ({ status: 500, body: 'oops' })],
    ['answers for fewer than it was asked', (entries) => answering(entries.slice(1))],
    ['answers what is no JSON', () => ({ status: 200, body: '<html>' })],
    ['breaks off', () => 'cut inside'],
    ['says nothing', () => 'silence'],
  ])('is to be told again where it %s', async (_, reply) => {
    const { bus } = await open(reply);
    await expect(bus.publish(events(3))).rejects.toThrow(BusUnavailable);
  });
});
