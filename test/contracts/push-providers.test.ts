import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createECDH } from 'node:crypto';
import { afterEach, expect } from 'vitest';
import { MemoryPushProvider } from '../../adapters/memory/push-provider.ts';
import { openOutbox } from '../../adapters/outbox/outbox.ts';
import { PinpointPushProvider } from '../../adapters/push/pinpoint.ts';
import { PushRouter } from '../../adapters/push/router.ts';
import { SnsPushProvider } from '../../adapters/push/sns.ts';
import type { PushTrouble } from '../../adapters/push/trouble.ts';
import { WebPushProvider } from '../../adapters/push/web-push.ts';
import { ManualClock } from '../builders/manual-clock.ts';
import { aBrowserAddress, anAppAddress } from '../builders/notifications.ts';
import { awsCredentials, startAwsEndpoint } from '../support/aws-endpoint.ts';
import { aSubscriber } from '../support/browser-subscription.ts';
import { startPushService } from '../support/push-service.ts';
import { pushProviderContract, type OpenPushProvider } from './push-provider.contract.ts';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const clock = new ManualClock();
const report = (trouble: PushTrouble): void => expect(trouble).toBeUndefined();

async function openPinpoint(): Promise<OpenPushProvider> {
  const endpoint = await startAwsEndpoint({ service: 'mobiletargeting', region: 'us-east-1' }, ({ body }) => {
    const { Addresses, MessageConfiguration } = JSON.parse(body) as PinpointBody;
    const { APNSMessage, GCMMessage } = MessageConfiguration;
    for (const { RawContent } of [APNSMessage, GCMMessage])
      expect(Buffer.byteLength(RawContent)).toBeLessThanOrEqual(4_096);
    expect(APNSMessage.CollapseId).toMatch(/^[!-~]{1,64}$/);
    const done = Object.keys(Addresses).map((token) => [token, { DeliveryStatus: 'SUCCESSFUL', StatusCode: 200 }]);
    return { status: 200, body: JSON.stringify({ ApplicationId: 'a', Result: Object.fromEntries(done) }) };
  });
  const settings = { applicationId: 'a', apnsChannel: 'APNS', region: 'us-east-1' } as const;
  const provider = new PinpointPushProvider({
    ...settings,
    endpoint: endpoint.url,
    credentials: awsCredentials,
    clock,
    report,
  });
  stops.push(
    () => provider.close(),
    () => endpoint.stop(),
  );
  return { provider, anAddress: anAppAddress };
}

interface PinpointBody {
  readonly Addresses: object;
  readonly MessageConfiguration: {
    readonly APNSMessage: { readonly RawContent: string; readonly CollapseId: string };
    readonly GCMMessage: { readonly RawContent: string };
  };
}

async function openSns(): Promise<OpenPushProvider> {
  const endpoint = await startAwsEndpoint({ service: 'sns', region: 'us-east-1' }, ({ body }) => {
    const action = new URLSearchParams(body).get('Action') ?? '';
    const made =
      action === 'Publish' ? '' : '<EndpointArn>arn:aws:sns:us-east-1:123456789012:endpoint/GCM/p/1</EndpointArn>';
    const answer = `<${action}Response><${action}Result>${made}</${action}Result></${action}Response>`;
    return { status: 200, headers: { 'content-type': 'text/xml' }, body: answer };
  });
  const applications = { ANDROID: 'arn:aws:sns:us-east-1:123456789012:app/GCM/p' };
  const settings = { applications, region: 'us-east-1', endpoint: endpoint.url, credentials: awsCredentials };
  const provider = new SnsPushProvider({ ...settings, clock, report });
  stops.push(
    () => provider.close(),
    () => endpoint.stop(),
  );
  return { provider, anAddress: () => anAppAddress({ platform: 'ANDROID' }) };
}

async function openWebPush(): Promise<OpenPushProvider> {
  const service = await startPushService(({ body }) => ({ status: body.length <= 4_096 ? 201 : 413 }));
  const pair = createECDH('prime256v1');
  const publicKey = pair.generateKeys('base64url');
  const privateKey = Buffer.concat([Buffer.alloc(32), pair.getPrivateKey()])
    .subarray(-32)
    .toString('base64url');
  const provider = new WebPushProvider({
    keys: { publicKey, privateKey, subject: 'mailto:ops@example.org' },
    network: { addressesOf: service.addressesOf, mayReach: () => true, ca: service.ca },
    clock,
    report,
  });
  stops.push(
    () => provider.close(),
    () => service.stop(),
  );
  return {
    provider,
    anAddress: () => {
      const { p256dh, auth } = aSubscriber();
      return aBrowserAddress({ endpoint: `${service.origin}/push`, p256dh, auth });
    },
  };
}

async function openLocal(): Promise<OpenPushProvider> {
  const dataDir = await mkdtemp(join(tmpdir(), 'outbox-'));
  const outbox = await openOutbox({ dataDir, clock });
  stops.push(
    () => outbox.close(),
    () => rm(dataDir, { recursive: true, force: true }),
  );
  return { provider: outbox.pushes, anAddress: anAppAddress };
}

async function openRouter(): Promise<OpenPushProvider> {
  const [pinpoint, webPush] = [await openPinpoint(), await openWebPush()];
  let next = 0;
  const provider = new PushRouter({ IOS: pinpoint.provider, ANDROID: pinpoint.provider, WEB: webPush.provider });
  return { provider, anAddress: () => (next++ % 2 === 0 ? pinpoint : webPush).anAddress() };
}

pushProviderContract('memory', async () => ({ provider: new MemoryPushProvider(), anAddress: anAppAddress }));
pushProviderContract('the outbox', openLocal);
pushProviderContract('AWS End User Messaging', openPinpoint);
pushProviderContract('SNS', openSns);
pushProviderContract('push services of browsers', openWebPush);
pushProviderContract('the router of platforms', openRouter);
