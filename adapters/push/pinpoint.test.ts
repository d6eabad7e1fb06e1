import { afterEach, describe, expect, it } from 'vitest';
import type { AppAddress } from '../../application/ports/push-provider.ts';
import { ManualClock } from '../../test/builders/manual-clock.ts';
import { aBrowserAddress, aClearPush, anAppAddress, aPush } from '../../test/builders/notifications.ts';
import {
  awsCredentials,
  startAwsEndpoint,
  type AwsEndpoint,
  type AwsReply,
  type AwsRequest,
} from '../../test/support/aws-endpoint.ts';
import { usualPatience } from './aws-call.ts';
import { PinpointPushProvider } from './pinpoint.ts';
import type { PushTrouble } from './trouble.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function setUp(reply: (request: AwsRequest) => AwsReply, patience = usualPatience) {
  const endpoint = await startAwsEndpoint({ service: 'mobiletargeting', region: 'eu-central-1' }, reply);
  const troubles: PushTrouble[] = [];
  const provider = new PinpointPushProvider({
    applicationId: 'app-1',
    apnsChannel: 'APNS',
    region: 'eu-central-1',
    endpoint: endpoint.url,
    credentials: awsCredentials,
    patience,
    clock: new ManualClock(),
    report: (trouble) => troubles.push(trouble),
  });
  stops.push(
    async () => provider.close(),
    () => endpoint.stop(),
  );
  return { endpoint, provider, troubles };
}

/** What the request asks for, with the payloads read as what they are: JSON in JSON. */
function asked({ requests }: AwsEndpoint, index = 0) {
  const inner = (_: string, value: unknown): unknown =>
    typeof value === 'string' && value.startsWith('{') ? JSON.parse(value) : value;
  const body: unknown = JSON.parse(requests[index]?.body ?? 'null', inner);
  return body;
}

const tokensIn = ({ body }: AwsRequest): readonly string[] => {
  const { Addresses } = JSON.parse(body) as { readonly Addresses: object };
  return Object.keys(Addresses);
};

type Result = Readonly<Record<string, string | number>>;
const delivered: Result = { DeliveryStatus: 'SUCCESSFUL', StatusCode: 200, MessageId: 'm' };

const results = (byToken: Readonly<Record<string, Result>>): AwsReply => ({
  status: 200,
  body: JSON.stringify({ ApplicationId: 'app-1', RequestId: 'r', Result: byToken }),
});
const allDelivered = (request: AwsRequest): AwsReply =>
  results(Object.fromEntries(tokensIn(request).map((token) => [token, delivered])));

const failing = (status: number, errorType: string, headers: Readonly<Record<string, string>> = {}): AwsReply => ({
  status,
  headers: { 'x-amzn-errortype': errorType, ...headers },
  body: JSON.stringify({ Message: 'why', RequestID: 'r' }),
});

describe('Pushes through AWS End User Messaging', () => {
  it('go to SendMessages, signed, to tokens, with what Apple and Google make of them', async () => {
    const { endpoint, provider, troubles } = await setUp(allDelivered);
    const [iphone, android] = [anAppAddress(), anAppAddress({ platform: 'ANDROID' })];
    const push = aPush({ data: { sessionId: 's-1' }, collapseId: 'c-1', threadId: 's-1' });
    expect(await provider.send(push, [iphone, android])).toEqual([
      { device: iphone, outcome: 'sent' },
      { device: android, outcome: 'sent' },
    ]);
    expect(endpoint.unsigned).toEqual([]);
    expect(endpoint.requests).toMatchObject([{ method: 'POST', path: '/v1/apps/app-1/messages' }]);
    expect(endpoint.requests[0]?.headers['content-type']).toBe('application/json');
    const data = { sessionId: 's-1', category: 'message', badge: '3', collapseId: 'c-1', threadId: 's-1' };
    expect(asked(endpoint)).toEqual({
      Addresses: { [iphone.token]: { ChannelType: 'APNS' }, [android.token]: { ChannelType: 'GCM' } },
      MessageConfiguration: {
        APNSMessage: {
          APNSPushType: 'alert',
          SilentPush: false,
          CollapseId: 'c-1',
          Priority: '10',
          TimeToLive: 86_400,
          PreferredAuthenticationMethod: 'TOKEN',
          RawContent: {
            ...data,
            aps: {
              alert: { title: 'Ann in Fractions', body: 'Shall we begin?' },
              badge: 3,
              sound: 'default',
              category: 'message',
              'thread-id': 's-1',
              'content-available': 0,
            },
          },
        },
        GCMMessage: {
          SilentPush: false,
          PreferredAuthenticationMethod: 'TOKEN',
          RawContent: {
            fcmV1Message: {
              message: {
                notification: { title: 'Ann in Fractions', body: 'Shall we begin?' },
                data,
                android: {
                  priority: 'HIGH',
                  ttl: '86400s',
                  notification: { tag: 'c-1', channel_id: 'message', notification_count: 3 },
                },
              },
            },
          },
        },
      },
    });
    expect(troubles).toEqual([]);
  });

  it('that only the app hears are silent: iOS would not run the app for one with a badge', async () => {
    const { endpoint, provider } = await setUp(allDelivered);
    await provider.send(aClearPush({ badge: 2 }), [anAppAddress(), anAppAddress({ platform: 'ANDROID' })]);
    expect(asked(endpoint)).toMatchObject({
      MessageConfiguration: {
        APNSMessage: {
          APNSPushType: 'background',
          SilentPush: true,
          Priority: '5',
          RawContent: { aps: { 'content-available': 1 }, badge: '2', category: 'clear' },
        },
        GCMMessage: {
          SilentPush: true,
          RawContent: { fcmV1Message: { message: { android: { priority: 'NORMAL' }, data: { badge: '2' } } } },
        },
      },
    });
    expect(endpoint.requests[0]?.body).not.toMatch(/alert\\"|notification/);
  });

  it('go to the sandbox where the apps are built for development', async () => {
    const endpoint = await startAwsEndpoint({ service: 'mobiletargeting', region: 'us-east-1' }, allDelivered);
    const sandbox = new PinpointPushProvider({
      applicationId: 'app-1',
      apnsChannel: 'APNS_SANDBOX',
      region: 'us-east-1',
      endpoint: endpoint.url,
      credentials: awsCredentials,
      clock: new ManualClock(),
      report: () => undefined,
    });
    stops.push(
      async () => sandbox.close(),
      () => endpoint.stop(),
    );
    const iphone = anAppAddress();
    await sandbox.send(aPush(), [iphone]);
    expect(asked(endpoint)).toMatchObject({ Addresses: { [iphone.token]: { ChannelType: 'APNS_SANDBOX' } } });
  });

  it('go out in requests of a hundred addresses, with results in the order of the devices', async () => {
    const { endpoint, provider } = await setUp(allDelivered);
    const phones = Array.from({ length: 230 }, () => anAppAddress());
    const sent = await provider.send(aPush(), phones);
    expect(endpoint.requests.map((request) => tokensIn(request).length)).toEqual([100, 100, 30]);
    expect(sent.map(({ device }) => device)).toEqual(phones);
    expect(await provider.send(aPush(), [])).toEqual([]);
    expect(endpoint.requests).toHaveLength(3);
  });

  it('have names that Apple takes for what is collapsed', async () => {
    const { endpoint, provider } = await setUp(allDelivered);
    await provider.send(aPush({ collapseId: 'x'.repeat(65) }), [anAppAddress()]);
    await provider.send(aPush({ collapseId: 'é' }), [anAppAddress()]);
    expect([asked(endpoint, 0), asked(endpoint, 1)]).toMatchObject(
      [0, 1].map(() => ({
        MessageConfiguration: { APNSMessage: { CollapseId: expect.stringMatching(/^[\w-]{32}$/) } },
      })),
    );
  });

  it.each([
    ['SUCCESSFUL', 200, 'sent'],
    ['DUPLICATE', 200, 'sent'],
    ['THROTTLED', 429, { retryAfterMs: 0 }],
    ['TEMPORARY_FAILURE', 503, { retryAfterMs: 0 }],
    ['UNKNOWN_FAILURE', 500, { retryAfterMs: 0 }],
    ['A_STATUS_OF_NEXT_YEAR', 200, { retryAfterMs: 0 }],
    ['PERMANENT_FAILURE', 410, 'gone'],
    ['PERMANENT_FAILURE', 400, 'refused'],
    ['OPT_OUT', 400, 'gone'],
  ])('with the status %s %d are %j', async (DeliveryStatus, StatusCode, outcome) => {
    const phone = anAppAddress();
    const { provider, troubles } = await setUp(() => results({ [phone.token]: { DeliveryStatus, StatusCode } }));
    expect(await provider.send(aPush(), [phone])).toEqual([{ device: phone, outcome }]);
    const expected = typeof outcome === 'string' ? outcome : 'again';
    const why = `${DeliveryStatus} ${StatusCode}`;
    expect(troubles).toEqual(outcome === 'sent' ? [] : [{ provider: 'pinpoint', outcome: expected, why }]);
  });

  it.each([
    ['{"reason":"Unregistered"}', 'gone'],
    ['{"errorMessage":"BadDeviceToken"}', 'gone'],
    ['Requested entity was not found. UNREGISTERED', 'gone'],
    ['{"errorMessage":"InvalidProviderToken"}', 'refused'],
    ['The certificate has expired', 'refused'],
    ['{"reason":"DeviceTokenNotForTopic"}', 'refused'],
  ])('that failed for good with %j are %s: a set-up that is wrong forgets nobody', async (StatusMessage, outcome) => {
    const phone = anAppAddress();
    const { provider } = await setUp(() =>
      results({ [phone.token]: { DeliveryStatus: 'PERMANENT_FAILURE', StatusCode: 400, StatusMessage } }),
    );
    expect(await provider.send(aPush(), [phone])).toEqual([{ device: phone, outcome }]);
  });

  it('are judged one by one where some of a request fail, and one of them is missing', async () => {
    const [sent, gone, throttled, missing] = [anAppAddress(), anAppAddress(), anAppAddress(), anAppAddress()];
    const { provider } = await setUp(() =>
      results({
        [throttled.token]: { DeliveryStatus: 'THROTTLED', StatusCode: 429 },
        [gone.token]: { DeliveryStatus: 'PERMANENT_FAILURE', StatusCode: 410 },
        [sent.token]: { ...delivered, UpdatedToken: 'new-token' },
      }),
    );
    expect(await provider.send(aPush(), [sent, gone, throttled, missing])).toEqual([
      { device: sent, outcome: 'sent', newToken: 'new-token' },
      { device: gone, outcome: 'gone' },
      { device: throttled, outcome: { retryAfterMs: 0 } },
      { device: missing, outcome: { retryAfterMs: 0 } },
    ]);
  });

  it('are asked for once: what fails for now is left to the queue, for as long as AWS says', async () => {
    const phone = anAppAddress();
    for (const [reply, retryAfterMs] of [
      [failing(429, 'TooManyRequestsException'), 0],
      [failing(429, 'TooManyRequestsException', { 'retry-after': '30' }), 30_000],
      [failing(500, 'InternalServerErrorException'), 0],
      [failing(503, 'ServiceUnavailable', { 'retry-after': '3600' }), 3_600_000],
      [failing(403, 'ForbiddenException'), 0],
      [failing(404, 'NotFoundException'), 0],
      ['cut', 0],
      ['cut inside', 0],
      ['silence', 0],
      ['never ending', 0],
      [{ status: 200, body: 'no JSON' }, 0],
      [{ status: 200, body: '{}' }, 0],
    ] as const) {
      const isEndless = reply === 'silence' || reply === 'never ending';
      const patience = isEndless ? { connectingMs: 1_000, answeringMs: 1_000 } : usualPatience;
      const { endpoint, provider, troubles } = await setUp(() => reply, patience);
      expect(await provider.send(aPush(), [phone])).toEqual([{ device: phone, outcome: { retryAfterMs } }]);
      expect(endpoint.requests).toHaveLength(1);
      expect(troubles).toMatchObject([{ provider: 'pinpoint', outcome: 'again' }]);
    }
  });

  it('are tried when nobody listens any more', async () => {
    const { endpoint, provider } = await setUp(allDelivered);
    await endpoint.stop();
    const phone = anAppAddress();
    expect(await provider.send(aPush(), [phone])).toEqual([{ device: phone, outcome: { retryAfterMs: 0 } }]);
  });

  it('that AWS cannot read are refused, and only to the address that is at fault', async () => {
    const [good, bad, alsoGood] = [anAppAddress(), anAppAddress(), anAppAddress()];
    const { provider } = await setUp((request) =>
      tokensIn(request).includes(bad.token) ? failing(400, 'BadRequestException') : allDelivered(request),
    );
    const outcomes = (await provider.send(aPush(), [good, bad, alsoGood])).map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['sent', 'refused', 'sent']);
    const large = await setUp(() => failing(413, 'PayloadTooLargeException'));
    expect(await large.provider.send(aPush(), [good])).toEqual([{ device: good, outcome: 'refused' }]);
  });

  it('are none for browsers', async () => {
    const { endpoint, provider } = await setUp(allDelivered);
    const browser = aBrowserAddress();
    expect(await provider.send(aPush(), [browser])).toEqual([{ device: browser, outcome: 'refused' }]);
    expect(endpoint.requests).toEqual([]);
  });

  it('tell nobody of tokens and texts when they fail', async () => {
    const canary = 'canary-7d1f';
    const phones: readonly AppAddress[] = [anAppAddress({ token: `${canary}-token` }), anAppAddress()];
    const push = aPush({ title: `${canary} title`, body: `${canary} body` });
    const echo = (request: AwsRequest): string => request.body;
    for (const reply of [
      (request: AwsRequest) => failingWith(400, echo(request)),
      (request: AwsRequest) => failingWith(500, echo(request)),
      (request: AwsRequest) =>
        results({
          [`${canary}-token`]: { DeliveryStatus: 'PERMANENT_FAILURE', StatusCode: 400, StatusMessage: echo(request) },
        }),
      () => 'cut' as const,
    ]) {
      const { provider, troubles } = await setUp(reply);
      await provider.send(push, phones);
      expect(troubles.length).toBeGreaterThan(0);
      expect(JSON.stringify(troubles)).not.toContain(canary);
    }
  });
});

const failingWith = (status: number, Message: string): AwsReply => ({
  status,
  headers: { 'x-amzn-errortype': 'BadRequestException' },
  body: JSON.stringify({ Message }),
});
