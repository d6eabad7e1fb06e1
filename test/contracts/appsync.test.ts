import { afterEach, describe, expect, it } from 'vitest';
import type { Undelivered } from '../../adapters/appsync/telling.ts';
import { AppSyncCallEvents } from '../../adapters/appsync/call-events.ts';
import { AppSyncLiveDelivery } from '../../adapters/appsync/live-delivery.ts';
import { SignedRequests, type ApiAccess } from '../../adapters/appsync/signed-requests.ts';
import { aSessionId, aUser } from '../builders/people.ts';
import { seqOf } from '../../domain/shared/ids.ts';
import { callEventsContract } from './call-events.contract.ts';
import { liveDeliveryContract } from './live-delivery.contract.ts';
import { SignedApi, untimed, type Fault } from './signed-api.ts';

const apis: SignedApi[] = [];
const startApi = async (): Promise<SignedApi> => {
  const api = await SignedApi.start();
  apis.push(api);
  return api;
};
afterEach(async () => {
  await Promise.all(apis.splice(0).map((api) => api.stop()));
});

/** Pauses pass at once, and count as passed; nothing else takes any time. */
function deliveryTo(access: ApiAccess) {
  const pauses: number[] = [];
  const reported: Undelivered[] = [];
  const parts = {
    requests: untimed(access),
    elapsed: () => pauses.reduce((sum, ms) => sum + ms, 0),
    random: () => 0.5,
    pause: async (ms: number) => void pauses.push(ms),
    report: (undelivered: Undelivered) => void reported.push(undelivered),
  };
  return { liveDelivery: new AppSyncLiveDelivery(parts), callEvents: new AppSyncCallEvents(parts), pauses, reported };
}

callEventsContract('AppSync', async () => {
  const api = await startApi();
  return { callEvents: deliveryTo(api.access).callEvents, told: () => api.toldOfCalls };
});

liveDeliveryContract('AppSync', async () => {
  const api = await startApi();
  return { liveDelivery: deliveryTo(api.access).liveDelivery, told: () => api.told };
});

describe('Live delivery through AppSync', () => {
  it.each<[string, Fault]>([
    ['is throttled', { status: 429 }],
    ['fails', { status: 500 }],
    ['is unavailable', { status: 503 }],
    ['says that its database is busy', { errorType: 'TryAgain' }],
    ['hangs up', 'hang-up'],
  ])('tries again when the API %s, waits longer each time, and delivers once', async (_, fault) => {
    const api = await startApi();
    const { liveDelivery, pauses, reported } = deliveryTo(api.access);
    api.faults.push(fault, fault, fault);
    const sessionId = aSessionId();
    await liveDelivery.messageSent(sessionId, seqOf(3));

    expect(api.told).toEqual([{ kind: 'messageSent', sessionId, seq: seqOf(3) }]);
    expect(reported).toEqual([]);
    expect(pauses).toEqual([50, 100, 200]);
  });

  it.each<[string, Fault, string]>([
    ['knows no such position', { errorType: 'MessageNotFound' }, 'MessageNotFound'],
    ['does not know the caller', { status: 401 }, 'HTTP 401'],
    ['finds the request malformed', { status: 400 }, 'HTTP 400'],
    ['answers with something unspeakable', { errorType: 'a secret sentence' }, 'an error without a type'],
  ])('reports at once when the API %s', async (_, fault, why) => {
    const api = await startApi();
    const { liveDelivery, reported } = deliveryTo(api.access);
    api.faults.push(fault);
    const sessionId = aSessionId();
    await liveDelivery.messageChanged(sessionId, seqOf(4));

    expect(reported).toEqual([{ operation: 'publishMessageUpdate', sessionId, seq: seqOf(4), why, attempts: 1 }]);
    expect(api.requests).toBe(1);
  });

  it('gives up in bounded time where nobody listens, reports once and names no user', async () => {
    const api = await startApi();
    const { access } = api;
    await api.stop();
    apis.length = 0;
    const { liveDelivery, pauses, reported } = deliveryTo(access);
    const user = aUser('bob');
    await liveDelivery.endPresenceFor(user);

    expect(reported).toMatchObject([{ operation: 'endPresenceDelivery', sessionId: null, why: 'ECONNREFUSED' }]);
    expect(reported[0]?.attempts).toBe(pauses.length + 1);
    expect(pauses.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(2_000);
    expect(JSON.stringify(reported)).not.toContain('bob');
  });

  it('ends a session in two requests, because AppSync ends five fields in one: those of messages, and those of calls', async () => {
    const api = await startApi();
    const { liveDelivery } = deliveryTo(api.access);
    await liveDelivery.endSession(aSessionId(), aUser('bob'));
    await liveDelivery.endSession(aSessionId(), 'everyone');
    expect(api.fields.slice().sort()).toEqual([
      'endCallDelivery',
      'endCallDelivery',
      'endSessionDelivery',
      'endSessionDelivery',
    ]);
  });

  it('asks again where an answer was lost: the API hears it twice, at the same position', async () => {
    const api = await startApi();
    const { liveDelivery, reported } = deliveryTo(api.access);
    api.faults.push('lost');
    const sessionId = aSessionId();
    await liveDelivery.messageSent(sessionId, seqOf(5));
    const one = { kind: 'messageSent', sessionId, seq: seqOf(5) };
    expect(api.told).toEqual([one, one]);
    expect(reported).toEqual([]);
  });

  it('does not wait for an answer that never comes', async () => {
    const api = await startApi();
    api.faults.push('silence');
    const outcome = await new SignedRequests(api.access).send('endPresenceDelivery', { sessionId: aSessionId() }, 50);
    expect(outcome).toEqual({ kind: 'again', why: 'TimeoutError' });
  });

  it('does not wait for an address that never comes', async () => {
    const requests = new SignedRequests({
      endpoint: new Promise(() => undefined),
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
    expect(await requests.send('endPresenceDelivery', { sessionId: aSessionId() }, 50)).toEqual({
      kind: 'again',
      why: 'TimeoutError',
    });
  });

  it('is refused where it signs with a key that the API has not, and sends the token of temporary credentials', async () => {
    const api = await startApi();
    const sent = async (credentials: ApiAccess['credentials']) => {
      const { liveDelivery, reported } = deliveryTo({ ...api.access, credentials });
      await liveDelivery.endPresence(aSessionId());
      return reported.map(({ why }) => why);
    };
    const { credentials } = api.access;
    expect(await sent({ ...credentials, secretAccessKey: 'another' })).toEqual(['UnauthorizedException']);
    // The API's key is no temporary one: a token with it is one too many.
    expect(await sent({ ...credentials, sessionToken: 'temporary' })).toEqual(['UnauthorizedException']);
    expect(await sent(credentials)).toEqual([]);
  });
});
