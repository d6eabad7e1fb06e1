import { afterEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../test/builders/manual-clock.ts';
import { aBrowserAddress, aClearPush, anAppAddress, aPush } from '../../test/builders/notifications.ts';
import { awsCredentials, startAwsEndpoint, type AwsReply, type AwsRequest } from '../../test/support/aws-endpoint.ts';
import { usualPatience } from './aws-call.ts';
import { platformApplicationsOf } from './platform-applications.ts';
import { SnsPushProvider } from './sns.ts';
import type { PushTrouble } from './trouble.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** For answers that do not come. */
const impatience = { connectingMs: 1_000, answeringMs: 1_000 };

const application = (platform: string): string => `arn:aws:sns:eu-central-1:123456789012:app/${platform}/parley`;
const endpointArn = (token: string): string => `arn:aws:sns:eu-central-1:123456789012:endpoint/APNS/parley/${token}`;

type Parameters = ReadonlyMap<string, string>;
const parametersOf = ({ body }: AwsRequest): Parameters => new Map(new URLSearchParams(body));

const xml = (body: string): AwsReply => ({ status: 200, headers: { 'content-type': 'text/xml' }, body });
const done = (action: string, result = ''): AwsReply =>
  xml(
    `<${action}Response xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><${action}Result>${result}</${action}Result>` +
      `<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${action}Response>`,
  );
const failing = (
  status: number,
  code: string,
  message = 'why',
  headers: Readonly<Record<string, string>> = {},
): AwsReply => ({
  status,
  headers: { 'content-type': 'text/xml', ...headers },
  body:
    '<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type>' +
    `<Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
});

/** SNS as it is on a good day. */
const wellBehaved = (asked: Parameters): AwsReply => {
  const token = asked.get('Token') ?? '';
  if (asked.get('Action') === 'CreatePlatformEndpoint') {
    return done('CreatePlatformEndpoint', `<EndpointArn>${endpointArn(token)}</EndpointArn>`);
  }
  return asked.get('Action') === 'Publish' ? done('Publish', '<MessageId>m</MessageId>') : done('DeleteEndpoint');
};

async function setUp(
  reply: (asked: Parameters, index: number) => AwsReply = wellBehaved,
  applications: readonly string[] = [application('APNS'), application('GCM')],
  patience = usualPatience,
) {
  let index = 0;
  const endpoint = await startAwsEndpoint({ service: 'sns', region: 'eu-central-1' }, (request) =>
    reply(parametersOf(request), index++),
  );
  const troubles: PushTrouble[] = [];
  const provider = new SnsPushProvider({
    applications: platformApplicationsOf(applications) ?? {},
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
  const actions = (): readonly (string | undefined)[] =>
    endpoint.requests.map((one) => parametersOf(one).get('Action'));
  return { endpoint, provider, troubles, actions };
}

const inner = (_: string, value: unknown): unknown =>
  typeof value === 'string' && value.startsWith('{') ? JSON.parse(value) : value;

/** The message attributes of a publication, by name. */
const attributesOf = (asked: Parameters): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(
    [...asked]
      .filter(([key]) => /^MessageAttributes\.entry\.\d+\.Name$/.test(key))
      .map(([key, name]) => [name, asked.get(key.replace(/Name$/, 'Value.StringValue'))]),
  );

describe('Pushes through SNS', () => {
  it('make an endpoint of the token and publish to it, signed, as Apple takes it', async () => {
    const { endpoint, provider, troubles } = await setUp();
    const iphone = anAppAddress();
    const push = aPush({ data: { sessionId: 's-1' }, collapseId: 'c-1', threadId: 's-1' });
    expect(await provider.send(push, [iphone])).toEqual([{ device: iphone, outcome: 'sent' }]);
    expect([endpoint.unsigned, troubles]).toEqual([[], []]);
    expect(endpoint.requests).toMatchObject([
      { method: 'POST', path: '/', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      { method: 'POST', path: '/' },
    ]);
    const [made, published] = endpoint.requests.map(parametersOf);
    expect(Object.fromEntries(made ?? [])).toEqual({
      Action: 'CreatePlatformEndpoint',
      Version: '2010-03-31',
      PlatformApplicationArn: application('APNS'),
      Token: iphone.token,
    });
    expect(published?.get('TargetArn')).toBe(endpointArn(iphone.token));
    expect(published?.get('MessageStructure')).toBe('json');
    expect(JSON.parse(published?.get('Message') ?? '', inner)).toEqual({
      default: 'New',
      APNS: {
        sessionId: 's-1',
        category: 'message',
        badge: '3',
        collapseId: 'c-1',
        threadId: 's-1',
        aps: {
          alert: { title: 'Ann in Fractions', body: 'Shall we begin?' },
          badge: 3,
          sound: 'default',
          category: 'message',
          'thread-id': 's-1',
          'content-available': 0,
        },
      },
    });
    expect(attributesOf(published ?? new Map())).toEqual({
      'AWS.SNS.MOBILE.APNS.PUSH_TYPE': 'alert',
      'AWS.SNS.MOBILE.APNS.PRIORITY': '10',
      'AWS.SNS.MOBILE.APNS.COLLAPSE_ID': 'c-1',
      'AWS.SNS.MOBILE.APNS.TTL': '86400',
    });
  });

  it('are for Google what its HTTP v1 API takes', async () => {
    const { endpoint, provider } = await setUp();
    await provider.send(aPush({ collapseId: 'c-1' }), [anAppAddress({ platform: 'ANDROID' })]);
    const [made, published] = endpoint.requests.map(parametersOf);
    expect(made?.get('PlatformApplicationArn')).toBe(application('GCM'));
    expect(JSON.parse(published?.get('Message') ?? '', inner)).toMatchObject({
      GCM: { fcmV1Message: { message: { android: { notification: { tag: 'c-1' } } } } },
    });
    expect(attributesOf(published ?? new Map())).toEqual({});
  });

  it('that only the app hears are background pushes, to the sandbox where that is where the app is', async () => {
    const { endpoint, provider } = await setUp(wellBehaved, [application('APNS_SANDBOX')]);
    await provider.send(aClearPush({ timeToLiveSeconds: 60, collapseId: 'c-1' }), [anAppAddress()]);
    const published = endpoint.requests.map(parametersOf)[1] ?? new Map<string, string>();
    expect(JSON.parse(published.get('Message') ?? '', inner)).toMatchObject({
      APNS_SANDBOX: { aps: { 'content-available': 1 } },
    });
    expect(attributesOf(published)).toEqual({
      'AWS.SNS.MOBILE.APNS.PUSH_TYPE': 'background',
      'AWS.SNS.MOBILE.APNS.PRIORITY': '5',
      'AWS.SNS.MOBILE.APNS.COLLAPSE_ID': 'c-1',
      'AWS.SNS.MOBILE.APNS_SANDBOX.TTL': '60',
    });
  });

  it('remember the endpoint of a token', async () => {
    const { provider, actions } = await setUp();
    const iphone = anAppAddress();
    await provider.send(aPush(), [iphone]);
    await provider.send(aPush(), [iphone]);
    expect(actions()).toEqual(['CreatePlatformEndpoint', 'Publish', 'Publish']);
  });

  it('use the endpoint that somebody else made of the token', async () => {
    const { endpoint, provider } = await setUp((asked) =>
      asked.get('Action') === 'CreatePlatformEndpoint'
        ? failing(
            400,
            'InvalidParameter',
            `Invalid parameter: Token Reason: Endpoint ${endpointArn('theirs')} already exists with the same Token, but different attributes.`,
          )
        : wellBehaved(asked),
    );
    expect(await provider.send(aPush(), [anAppAddress()])).toMatchObject([{ outcome: 'sent' }]);
    expect(endpoint.requests.map(parametersOf)[1]?.get('TargetArn')).toBe(endpointArn('theirs'));
  });

  it('make a new endpoint, once, where the one of before was deleted', async () => {
    for (const reply of [
      failing(404, 'NotFound', 'Endpoint does not exist'),
      failing(
        400,
        'InvalidParameter',
        'Invalid parameter: TargetArn Reason: No endpoint found for the target arn specified',
      ),
    ]) {
      const { provider, actions } = await setUp((asked, index) => (index === 2 ? reply : wellBehaved(asked)));
      const iphone = anAppAddress();
      await provider.send(aPush(), [iphone]);
      expect(await provider.send(aPush(), [iphone])).toEqual([{ device: iphone, outcome: 'sent' }]);
      expect(actions().slice(2)).toEqual(['Publish', 'CreatePlatformEndpoint', 'Publish']);
    }
    const never = await setUp((asked) =>
      asked.get('Action') === 'Publish' ? failing(404, 'NotFound') : wellBehaved(asked),
    );
    expect(await never.provider.send(aPush(), [anAppAddress()])).toMatchObject([{ outcome: { retryAfterMs: 0 } }]);
    expect(never.actions()).toEqual(['CreatePlatformEndpoint', 'Publish']);
  });

  it('say that a device is gone whose endpoint was disabled, and delete that', async () => {
    const { endpoint, provider, actions, troubles } = await setUp((asked) =>
      asked.get('Action') === 'Publish' ? failing(400, 'EndpointDisabled', 'Endpoint is disabled') : wellBehaved(asked),
    );
    const iphone = anAppAddress();
    expect(await provider.send(aPush(), [iphone])).toEqual([{ device: iphone, outcome: 'gone' }]);
    expect(actions()).toEqual(['CreatePlatformEndpoint', 'Publish', 'DeleteEndpoint']);
    expect(endpoint.requests.map(parametersOf)[2]?.get('EndpointArn')).toBe(endpointArn(iphone.token));
    expect(troubles).toEqual([{ provider: 'sns', outcome: 'gone', why: 'EndpointDisabledException' }]);
    // Nothing of it is remembered: the token may come back.
    await provider.send(aPush(), [iphone]);
    expect(actions()[3]).toBe('CreatePlatformEndpoint');
  });

  it('forget nobody before their disabled endpoint is deleted', async () => {
    const { provider } = await setUp((asked) =>
      asked.get('Action') === 'CreatePlatformEndpoint'
        ? wellBehaved(asked)
        : asked.get('Action') === 'Publish'
          ? failing(400, 'EndpointDisabled')
          : failing(500, 'InternalError'),
    );
    expect(await provider.send(aPush(), [anAppAddress()])).toMatchObject([{ outcome: { retryAfterMs: 0 } }]);
  });

  it.each([
    [
      'what is no token',
      'CreatePlatformEndpoint',
      failing(
        400,
        'InvalidParameter',
        'Invalid parameter: Token Reason: iOS device tokens must be no more than 400 hexadecimal characters',
      ),
      'gone',
    ],
    [
      'a push that SNS cannot read',
      'Publish',
      failing(400, 'InvalidParameter', 'Invalid parameter: Message too long'),
      'refused',
    ],
    [
      'a platform application that is disabled',
      'Publish',
      failing(400, 'PlatformApplicationDisabled'),
      { retryAfterMs: 0 },
    ],
    [
      'a platform application that is not there',
      'CreatePlatformEndpoint',
      failing(404, 'NotFound', 'PlatformApplication does not exist'),
      { retryAfterMs: 0 },
    ],
    ['a missing right', 'Publish', failing(403, 'AuthorizationError'), { retryAfterMs: 0 }],
    [
      'a throttle',
      'Publish',
      failing(429, 'Throttled', 'Rate exceeded', { 'retry-after': '20' }),
      { retryAfterMs: 20_000 },
    ],
    ['a throttle on the way', 'CreatePlatformEndpoint', failing(400, 'Throttling'), { retryAfterMs: 0 }],
    ['an outage', 'Publish', failing(503, 'ServiceUnavailable'), { retryAfterMs: 0 }],
    ['a broken connection', 'Publish', 'cut', { retryAfterMs: 0 }],
    ['an answer that breaks off', 'CreatePlatformEndpoint', 'cut inside', { retryAfterMs: 0 }],
    ['silence', 'Publish', 'silence', { retryAfterMs: 0 }],
    ['an answer without end', 'Publish', 'never ending', { retryAfterMs: 0 }],
    ['an answer without an endpoint', 'CreatePlatformEndpoint', done('CreatePlatformEndpoint'), { retryAfterMs: 0 }],
  ] as const)('that meet %s in %s are answered so', async (_, action, reply, outcome) => {
    const waiting = reply === 'silence' || reply === 'never ending' ? impatience : usualPatience;
    const { provider, actions } = await setUp(
      (asked) => (asked.get('Action') === action ? reply : wellBehaved(asked)),
      [application('APNS')],
      waiting,
    );
    const iphone = anAppAddress();
    expect(await provider.send(aPush(), [iphone])).toEqual([{ device: iphone, outcome }]);
    expect(actions().filter((one) => one === action)).toHaveLength(1);
  });

  it('are judged one by one, in the order of the devices', async () => {
    const dead = anAppAddress();
    const { provider } = await setUp((asked) =>
      asked.get('TargetArn') === endpointArn(dead.token) ? failing(400, 'EndpointDisabled') : wellBehaved(asked),
    );
    const devices = [...Array.from({ length: 24 }, () => anAppAddress()), dead, anAppAddress(), aBrowserAddress()];
    const results = await provider.send(aPush(), devices);
    expect(results.map(({ device }) => device)).toEqual(devices);
    expect(results.map(({ outcome }) => outcome).slice(-4)).toEqual(['sent', 'gone', 'sent', 'refused']);
    expect(results.filter(({ outcome }) => outcome === 'sent')).toHaveLength(25);
  });

  it('are refused for a platform without an application', async () => {
    const { provider, endpoint } = await setUp(wellBehaved, [application('GCM')]);
    expect(await provider.send(aPush(), [anAppAddress()])).toMatchObject([{ outcome: 'refused' }]);
    expect(endpoint.requests).toEqual([]);
  });

  it('tell nobody of tokens and texts when they fail', async () => {
    const canary = 'canary-5b2e';
    for (const failed of ['CreatePlatformEndpoint', 'Publish']) {
      for (const code of ['InvalidParameter', 'InternalError', canary]) {
        const { provider, troubles } = await setUp((asked) =>
          asked.get('Action') === failed ? failing(400, code, `${canary} Token`) : wellBehaved(asked),
        );
        await provider.send(aPush({ title: canary, body: canary }), [anAppAddress({ token: canary })]);
        expect(troubles).toHaveLength(1);
        expect(JSON.stringify(troubles)).not.toContain(canary);
      }
    }
  });
});

describe('Platform applications', () => {
  it('are at most one of Apple and one of Google', () => {
    expect(platformApplicationsOf([application('GCM'), application('APNS_SANDBOX')])).toEqual({
      IOS: application('APNS_SANDBOX'),
      ANDROID: application('GCM'),
    });
    expect(platformApplicationsOf([application('GCM')])).toEqual({ ANDROID: application('GCM') });
  });

  it.each([
    [],
    [application('ADM')],
    [application('APNS'), application('APNS_SANDBOX')],
    ['arn'],
    [`${application('GCM')} x`],
  ])('are none of %j', (...arns) => {
    expect(platformApplicationsOf(arns)).toBeUndefined();
  });
});
