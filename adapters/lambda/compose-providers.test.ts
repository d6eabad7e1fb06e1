import { createECDH } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../test/builders/manual-clock.ts';
import { aBrowserAddress, anAppAddress, anEmail, aPush } from '../../test/builders/notifications.ts';
import { composeProviders } from './compose-providers.ts';
import { readProviderSettings } from './compose-provider-settings.ts';

const pair = createECDH('prime256v1');
const publicKey = pair.generateKeys('base64url');
const privateKey = Buffer.concat([Buffer.alloc(32), pair.getPrivateKey()])
  .subarray(-32)
  .toString('base64url');

const applicationId = '0123456789abcdef0123456789abcdef';
const arn = (platform: string): string => `arn:aws:sns:eu-central-1:123456789012:app/${platform}/parley`;
const AWS_REGION = 'eu-central-1';
const pinpoint = { AWS_REGION, PUSH_PROVIDER: 'pinpoint', PINPOINT_APPLICATION_ID: applicationId };
const sns = { AWS_REGION, PUSH_PROVIDER: 'sns', SNS_PLATFORM_APPLICATIONS: `${arn('APNS')}, ${arn('GCM')}` };
const vapid = {
  AWS_REGION,
  VAPID_PUBLIC_KEY: publicKey,
  VAPID_PRIVATE_KEY: privateKey,
  VAPID_SUBJECT: 'mailto:ops@example.org',
};
const email = { AWS_REGION, EMAIL_FROM: 'Parley <no-reply@example.org>' };

describe('The settings of the providers', () => {
  it('name nobody where nothing is set', () => {
    const nobody = { region: AWS_REGION, apps: undefined, browsers: undefined, email: undefined };
    expect(readProviderSettings({ AWS_REGION })).toEqual(nobody);
    const empty = { PUSH_PROVIDER: '', VAPID_PUBLIC_KEY: '', VAPID_PRIVATE_KEY: '', VAPID_SUBJECT: '', EMAIL_FROM: '' };
    expect(readProviderSettings({ AWS_REGION, ...empty })).toEqual(nobody);
  });

  it('name who hands on pushes, and with what keys, and who sends e-mails', () => {
    expect(readProviderSettings(pinpoint).apps).toEqual({ provider: 'pinpoint', applicationId, apnsChannel: 'APNS' });
    expect(readProviderSettings({ ...pinpoint, APNS_CHANNEL: 'APNS_SANDBOX' }).apps).toMatchObject({
      apnsChannel: 'APNS_SANDBOX',
    });
    expect(readProviderSettings(sns).apps).toEqual({
      provider: 'sns',
      applications: { IOS: arn('APNS'), ANDROID: arn('GCM') },
    });
    expect(readProviderSettings(vapid).browsers).toEqual({ publicKey, privateKey, subject: 'mailto:ops@example.org' });
    const more = { EMAIL_CONFIGURATION_SET: 'parley', EMAIL_UNSUBSCRIBE: 'https://chat.example.org/settings' };
    expect(readProviderSettings({ ...email, ...more }).email).toEqual({
      from: 'Parley <no-reply@example.org>',
      configurationSet: 'parley',
      unsubscribe: 'https://chat.example.org/settings',
    });
    expect(readProviderSettings({ ...email, EMAIL_FROM: 'no-reply@example.org' }).email).toEqual({
      from: 'no-reply@example.org',
    });
  });

  it.each([
    ['AWS_REGION', {}],
    ['PUSH_PROVIDER', { AWS_REGION, PUSH_PROVIDER: 'fcm' }],
    ['PINPOINT_APPLICATION_ID', { ...pinpoint, PINPOINT_APPLICATION_ID: undefined }],
    ['PINPOINT_APPLICATION_ID', { ...pinpoint, PINPOINT_APPLICATION_ID: 'parley' }],
    ['APNS_CHANNEL', { ...pinpoint, APNS_CHANNEL: 'sandbox' }],
    ['SNS_PLATFORM_APPLICATIONS', { ...sns, SNS_PLATFORM_APPLICATIONS: undefined }],
    ['SNS_PLATFORM_APPLICATIONS', { ...sns, SNS_PLATFORM_APPLICATIONS: `${arn('GCM')},${arn('GCM')}` }],
    ['VAPID_SUBJECT', { ...vapid, VAPID_SUBJECT: 'ops@example.org' }],
    ['VAPID_PUBLIC_KEY', { ...vapid, VAPID_PUBLIC_KEY: undefined }],
    ['VAPID_PUBLIC_KEY', { ...vapid, VAPID_PRIVATE_KEY: 'secret-of-the-tests' }],
    ['EMAIL_FROM', { AWS_REGION, EMAIL_FROM: 'Parley' }],
    ['EMAIL_FROM', { AWS_REGION, EMAIL_FROM: 'a@example.org\r\nBcc: eve@example.org' }],
    ['EMAIL_CONFIGURATION_SET', { ...email, EMAIL_CONFIGURATION_SET: 'a b' }],
    ['EMAIL_UNSUBSCRIBE', { ...email, EMAIL_UNSUBSCRIBE: 'http://example.org' }],
    ['EMAIL_UNSUBSCRIBE', { ...email, EMAIL_UNSUBSCRIBE: 'https://example.org/>\r\nBcc: x' }],
  ])('are refused with one sentence about %s, which shows no private key', (setting, environment) => {
    const read = () => readProviderSettings(environment);
    expect(read).toThrow(new RegExp(`; ${setting} is .*, expected `, 's'));
    expect(read).not.toThrow(/secret-of-the-tests/);
  });
});

describe('The providers of an installation', () => {
  it('are nobody where none is set up: devices and addresses are gone', async () => {
    const providers = composeProviders(readProviderSettings({ AWS_REGION }), new ManualClock(), () => undefined);
    const outcomes = await providers.pushes.send(aPush(), [anAppAddress(), aBrowserAddress()]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['gone', 'gone']);
    expect(await providers.emails.send(anEmail())).toBe('gone');
    providers.close();
  });

  it.each([pinpoint, sns])('report what they did not send, by its provider', async (apps) => {
    const reports: unknown[] = [];
    const settings = readProviderSettings({ ...apps, ...vapid, ...email, AWS_REGION });
    const providers = composeProviders(settings, new ManualClock(), (...report) => reports.push(report));
    // Nothing leaves this machine: an address inside is refused before, and so is a mailbox that is none.
    await providers.pushes.send(aPush(), [aBrowserAddress({ endpoint: 'https://127.0.0.1/' })]);
    await providers.emails.send(anEmail({ to: 'nobody' }));
    providers.close();
    expect(reports).toEqual([
      ['push.not-sent', { provider: 'web-push', outcome: 'refused', why: 'forbidden address' }],
      ['email.not-sent', { outcome: 'gone', why: 'no address' }],
    ]);
  });
});
