import { createECDH, randomBytes } from 'node:crypto';
import { importJWK, jwtVerify } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../test/builders/manual-clock.ts';
import { aBrowserAddress, aClearPush, anAppAddress, aPush } from '../../test/builders/notifications.ts';
import { aSubscriber, decrypted } from '../../test/support/browser-subscription.ts';
import { startPushService, type PushReply, type PushRequest } from '../../test/support/push-service.ts';
import { isPublicAddress } from './public-address.ts';
import { publicInternet, type PushServiceNetwork } from './push-service.ts';
import type { PushTrouble } from './trouble.ts';
import { areVapidKeys, type VapidKeys } from './vapid-keys.ts';
import { WebPushProvider } from './web-push.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

function someKeys(subject = 'mailto:ops@example.org'): VapidKeys {
  const pair = createECDH('prime256v1');
  const publicKey = pair.generateKeys('base64url');
  // Node leaves out zeros at the start.
  const privateKey = Buffer.concat([Buffer.alloc(32), pair.getPrivateKey()])
    .subarray(-32)
    .toString('base64url');
  return { publicKey, privateKey, subject };
}

async function setUp(reply: (request: PushRequest) => PushReply = () => ({ status: 201 }), answeringMs = 5_000) {
  const service = await startPushService(reply);
  const keys = someKeys();
  const opened = open(keys, { addressesOf: service.addressesOf, mayReach: () => true, ca: service.ca }, answeringMs);
  stops.push(() => service.stop());
  const subscriber = aSubscriber();
  const { p256dh, auth } = subscriber;
  const browser = aBrowserAddress({ endpoint: `${service.origin}/push/one?x=1`, p256dh, auth });
  return { ...opened, service, keys, subscriber, browser };
}

function open(keys: VapidKeys, network: PushServiceNetwork, answeringMs = 5_000) {
  const troubles: PushTrouble[] = [];
  const report = (trouble: PushTrouble): unknown => troubles.push(trouble);
  const provider = new WebPushProvider({ keys, network, answeringMs, clock: new ManualClock(), report });
  stops.push(async () => provider.close());
  return { provider, troubles };
}

const later = { retryAfterMs: 0 };

describe('Pushes to browsers', () => {
  it('are read by the browser that subscribed, as RFC 8030 and RFC 8291 have it', async () => {
    const { provider, service, subscriber, browser, troubles } = await setUp();
    const push = aPush({ body: 'ä € 😀', timeToLiveSeconds: 3_600, data: { sessionId: 's-1' } });
    expect(await provider.send(push, [browser])).toEqual([{ device: browser, outcome: 'sent' }]);
    expect(service.requests).toHaveLength(1);
    const [request] = service.requests;
    expect(request).toMatchObject({
      method: 'POST',
      path: '/push/one?x=1',
      headers: {
        ttl: '3600',
        urgency: 'high',
        topic: expect.stringMatching(/^[\w-]{32}$/),
        'content-encoding': 'aes128gcm',
        'content-type': 'application/octet-stream',
        'content-length': `${request?.body.length}`,
      },
    });
    const { category, title, body, badge, collapseId, threadId, data } = push;
    expect(JSON.parse(decrypted(request?.body ?? Buffer.of(), subscriber))).toEqual({
      category,
      title,
      body,
      badge,
      collapseId,
      threadId,
      data,
    });
    expect(troubles).toEqual([]);
  });

  it('are decrypted here as the example of RFC 8291 is', () => {
    const body =
      'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_' +
      'yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN';
    const privateKey = 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94';
    const { p256dh, auth } = aBrowserAddress();
    const text = decrypted(Buffer.from(body, 'base64url'), { privateKey, p256dh, auth });
    expect(text).toBe('When I grow up, I want to be a watermelon');
  });

  it('are signed by the application for this push service, for less than a day (RFC 8292)', async () => {
    const { provider, service, browser, keys } = await setUp();
    await provider.send(aPush(), [browser]);
    const header = service.requests[0]?.headers.authorization ?? '';
    const [, token = '', key = ''] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(header) ?? [];
    expect(key).toBe(keys.publicKey);
    const point = Buffer.from(key, 'base64url');
    const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')];
    const verifier = await importJWK({ kty: 'EC', crv: 'P-256', x, y }, 'ES256');
    const { payload, protectedHeader } = await jwtVerify(token, verifier, { audience: service.origin });
    expect(protectedHeader).toMatchObject({ typ: 'JWT', alg: 'ES256' });
    expect(payload.sub).toBe('mailto:ops@example.org');
    expect((payload.exp ?? Infinity) - Date.now() / 1_000).toBeLessThan(86_400);
  });

  it('of one collapse id have one topic, and others have others', async () => {
    const { provider, service, browser } = await setUp();
    for (const collapseId of ['a', 'a', 'b']) await provider.send(aPush({ collapseId }), [browser]);
    const [first, second, third] = service.requests.map(({ headers }) => headers['topic']);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it('wake nobody for a digest, and are kept for 28 days at most', async () => {
    const { provider, service, browser } = await setUp();
    await provider.send(aPush({ category: 'digest', timeToLiveSeconds: 99_999_999 }), [browser]);
    await provider.send(aPush({ category: 'call', timeToLiveSeconds: 0 }), [browser]);
    expect(service.requests).toMatchObject([
      { headers: { urgency: 'normal', ttl: '2419200' } },
      { headers: { urgency: 'high', ttl: '0' } },
    ]);
  });

  it('show something: one that only the app would hear is not sent', async () => {
    const { provider, service, browser } = await setUp();
    expect(await provider.send(aClearPush(), [browser])).toEqual([{ device: browser, outcome: 'sent' }]);
    expect(service.requests).toEqual([]);
  });

  it('fit into what every push service takes, whatever is in them', async () => {
    const { provider, service, browser, subscriber } = await setUp();
    for (const text of ['"'.repeat(5_000), '👩‍👩‍👧‍👦'.repeat(500), `e${'\u0301'.repeat(5_000)}`, '\u0001'.repeat(5_000)]) {
      await provider.send(aPush({ title: text, body: text }), [browser]);
      const body = service.requests.at(-1)?.body ?? Buffer.of();
      expect(body.length).toBeLessThanOrEqual(4_096);
      expect(JSON.parse(decrypted(body, subscriber))).toMatchObject({ title: expect.stringMatching(/…$/) });
    }
  });

  it.each<readonly [PushReply, unknown, string]>([
    [{ status: 200 }, 'sent', ''],
    [{ status: 201, headers: { location: 'https://push.example.net/m/1' } }, 'sent', ''],
    [{ status: 202 }, 'sent', ''],
    [{ status: 404 }, 'gone', 'HTTP 404'],
    [{ status: 410 }, 'gone', 'HTTP 410'],
    [{ status: 400 }, 'refused', 'HTTP 400'],
    [{ status: 401 }, 'refused', 'HTTP 401'],
    [{ status: 403 }, 'refused', 'HTTP 403'],
    [{ status: 413 }, 'refused', 'HTTP 413'],
    [{ status: 429 }, later, 'HTTP 429'],
    [{ status: 429, headers: { 'retry-after': '90' } }, { retryAfterMs: 90_000 }, 'HTTP 429'],
    [
      { status: 503, headers: { 'retry-after': 'Sat, 21 Nov 2026 12:00:10 GMT' } },
      { retryAfterMs: 10_000 },
      'HTTP 503',
    ],
    [{ status: 500 }, later, 'HTTP 500'],
    [{ status: 502, body: '<h1>Bad gateway</h1>' }, later, 'HTTP 502'],
    ['cut', later, 'ECONNRESET'],
  ])('answered with %j are %j', async (reply, outcome, why) => {
    const { provider, service, browser, troubles } = await setUp(() => reply);
    expect(await provider.send(aPush(), [browser])).toEqual([{ device: browser, outcome }]);
    expect(service.requests).toHaveLength(1);
    expect(troubles.map((trouble) => trouble.why)).toEqual(why === '' ? [] : [why]);
  });

  it('follow no redirect', async () => {
    const { provider, service, browser } = await setUp(({ path }) =>
      path === '/elsewhere' ? { status: 201 } : { status: 307, headers: { location: '/elsewhere' } },
    );
    expect(await provider.send(aPush(), [browser])).toMatchObject([{ outcome: 'refused' }]);
    expect(service.requests.map(({ path }) => path)).toEqual(['/push/one?x=1']);
  });

  it('do not wait for ever for an answer', async () => {
    const { provider, browser, troubles } = await setUp(() => 'silence', 500);
    expect(await provider.send(aPush(), [browser])).toMatchObject([{ outcome: later }]);
    expect(troubles).toEqual([{ provider: 'web-push', outcome: 'again', why: 'TimeoutError' }]);
  });

  it('read no flood', async () => {
    const { provider, browser, service } = await setUp(() => 'flood');
    expect(await provider.send(aPush(), [browser])).toMatchObject([{ outcome: 'sent' }]);
    // What sockets hold on both sides may have left.
    expect(await service.flooded).toBeLessThan(20_000_000);
  });

  it('are for later when the service is away, unknown, or not who it says it is', async () => {
    const { provider, browser, service, troubles } = await setUp();
    await service.stop();
    expect(await provider.send(aPush(), [browser])).toMatchObject([{ outcome: later }]);
    const unknown = { ...browser, endpoint: 'https://other.example.net/1' };
    expect(await provider.send(aPush(), [unknown])).toMatchObject([{ outcome: later }]);
    const other = await setUp();
    const impostor = { ...other.browser, endpoint: other.browser.endpoint };
    const trusting = open(someKeys(), { addressesOf: other.service.addressesOf, mayReach: () => true });
    expect(await trusting.provider.send(aPush(), [impostor])).toMatchObject([{ outcome: later }]);
    expect(other.service.requests).toEqual([]);
    expect([...troubles, ...trusting.troubles].map(({ why }) => why)).toEqual([
      'ECONNREFUSED',
      'ENOTFOUND',
      expect.stringMatching(/CERT/),
    ]);
  });

  it('are judged one by one, in the order of the devices', async () => {
    const { provider, browser } = await setUp(({ path }) => ({ status: path.endsWith('dead') ? 410 : 201 }));
    const devices = Array.from({ length: 45 }, (_, i) => ({
      ...browser,
      endpoint: new URL(i % 3 === 0 ? 'dead' : 'alive', browser.endpoint).href,
    }));
    const results = await provider.send(aPush(), devices);
    expect(results.map(({ device }) => device)).toEqual(devices);
    expect(results.map(({ outcome }) => outcome)).toEqual(devices.map((_, i) => (i % 3 === 0 ? 'gone' : 'sent')));
  });

  it('are none for apps', async () => {
    const { provider } = await setUp();
    expect(await provider.send(aPush(), [anAppAddress()])).toMatchObject([{ outcome: 'refused' }]);
  });

  it('tell nobody of keys, addresses and texts when they fail', async () => {
    const canary = 'canary9c4a';
    for (const reply of [
      { status: 400, body: canary },
      { status: 503, headers: { 'retry-after': canary } },
    ] as const) {
      const { provider, browser, troubles } = await setUp(() => reply);
      await provider.send(aPush({ title: canary, body: canary }), [
        { ...browser, endpoint: `${browser.endpoint}&${canary}` },
        { ...browser, endpoint: `https://${canary}.example.net/` },
        { ...browser, endpoint: canary },
        { ...browser, auth: canary },
      ]);
      expect(troubles).toHaveLength(4);
      expect(JSON.stringify(troubles)).not.toContain(canary);
    }
  });
});

describe('An endpoint that a user made up', () => {
  it.each([
    'http://push.example.net/1',
    'ftp://push.example.net/1',
    'file:///etc/passwd',
    'no address',
    '',
    'https://user:secret@push.example.net/1',
    'https://android.googleapis.com/gcm/send/1',
    `https://push.example.net/${'x'.repeat(4_072)}`,
  ])('like %j is gone: nothing is sent there', async (endpoint) => {
    const { provider, service, browser } = await setUp();
    expect(await provider.send(aPush(), [{ ...browser, endpoint }])).toMatchObject([{ outcome: 'gone' }]);
    expect(service.requests).toEqual([]);
  });

  it.each([
    { p256dh: '' },
    { p256dh: 'short' },
    { p256dh: Buffer.alloc(65, 4).toString('base64url') },
    { auth: '' },
    { auth: randomBytes(8).toString('base64url') },
  ])('with the keys %j is gone', async (keys) => {
    const { provider, service, browser } = await setUp();
    expect(await provider.send(aPush(), [{ ...browser, ...keys }])).toMatchObject([{ outcome: 'gone' }]);
    expect(service.requests).toEqual([]);
  });

  it.each([
    'https://127.0.0.1/1',
    'https://127.1/1',
    'https://0x7f000001/1',
    'https://2130706433/1',
    'https://[::1]/1',
    'https://[::ffff:127.0.0.1]/1',
    'https://169.254.169.254/latest/meta-data/',
    'https://10.0.0.1/1',
    'https://[fd00:ec2::254]/1',
    'https://8.8.8.8:8443/1',
    'https://private.example.net/1',
    'https://half-private.example.net/1',
    'https://rebinding.example.net/1',
    'https://public.example.net:22/1',
  ])('leads nowhere inside: %s', async (endpoint) => {
    const service = await startPushService(() => ({ status: 201 }));
    stops.push(() => service.stop());
    const connected: string[] = [];
    const hosts = new Map([
      ['private.example.net', ['10.0.0.7']],
      ['half-private.example.net', ['8.8.8.8', '127.0.0.1']],
      ['rebinding.example.net', ['127.0.0.1']],
      ['public.example.net', ['8.8.8.8']],
    ]);
    const { provider, troubles } = open(someKeys(), {
      ...publicInternet,
      addressesOf: async (host) => (hosts.get(host) ?? []).map((address) => ({ address, family: 4 })),
      mayReach: (address, port) => {
        const may = publicInternet.mayReach(address, port);
        if (may) connected.push(address);
        return may;
      },
    });
    expect(await provider.send(aPush(), [aBrowserAddress({ endpoint })])).toMatchObject([{ outcome: 'refused' }]);
    expect(troubles).toEqual([{ provider: 'web-push', outcome: 'refused', why: 'forbidden address' }]);
    expect(connected.every(isPublicAddress)).toBe(true);
    expect(service.requests).toEqual([]);
  });

  it('is looked up by the resolver of the machine, which knows loopback by name', async () => {
    const { provider } = open(someKeys(), publicInternet);
    const outcome = await provider.send(aPush(), [aBrowserAddress({ endpoint: 'https://localhost/1' })]);
    expect(outcome).toMatchObject([{ outcome: 'refused' }]);
  });
});

describe('VAPID keys', () => {
  it('are a pair of P-256, and name whom to turn to', () => {
    const keys = someKeys();
    expect(areVapidKeys(keys)).toBe(true);
    expect(areVapidKeys({ ...keys, subject: 'https://example.org/contact' })).toBe(true);
    for (const wrong of [
      { publicKey: someKeys().publicKey },
      { privateKey: '' },
      { privateKey: `${keys.privateKey}=` },
      { privateKey: Buffer.alloc(32).toString('base64url') },
      { subject: 'ops@example.org' },
      { subject: 'http://example.org' },
    ]) {
      expect(areVapidKeys({ ...keys, ...wrong })).toBe(false);
      const settings = { keys: { ...keys, ...wrong }, clock: new ManualClock(), report: () => undefined };
      expect(() => new WebPushProvider(settings)).toThrow('unable to push to browsers; the VAPID keys are no pair');
    }
  });
});
