import { describe, expect, it } from 'vitest';
import { granted, refusalOf } from '../../test/builders/chat-sessions.ts';
import { noon } from '../../test/builders/manual-clock.ts';
import type { DeviceWish } from './device.ts';
import { parseDevice } from './device.ts';
import { clockOf, parseNotificationSettings } from './settings.ts';

const phone: DeviceWish = {
  deviceId: 'phone',
  platform: 'IOS',
  token: 'token',
  webPush: null,
  locale: null,
  timeZone: null,
};
const webPush = { endpoint: 'https://push.example.org/x', p256dh: `B${'x'.repeat(86)}`, auth: 'y'.repeat(22) };
const browser: DeviceWish = { ...phone, platform: 'WEB', token: null, webPush };

describe('a device', () => {
  it('is an app with its token, or a browser with its subscription', () => {
    expect(granted(parseDevice(phone, noon))).toEqual({
      deviceId: 'phone',
      target: { platform: 'IOS', token: 'token' },
      locale: 'en',
      timeZone: 'UTC',
      since: noon,
      confirmedAt: noon,
    });
    const theirs = granted(parseDevice({ ...browser, locale: 'de-at', timeZone: 'Europe/Vienna' }, noon));
    expect(theirs).toMatchObject({
      target: { platform: 'WEB', ...webPush },
      locale: 'de-AT',
      timeZone: 'Europe/Vienna',
    });
  });

  it.each<[string, Partial<DeviceWish>]>([
    ['an app without a token', { token: null }],
    ['an app with a subscription', { webPush }],
    ['a browser with a token', { ...browser, token: 'token' }],
    ['a browser without a subscription', { ...browser, webPush: null }],
    ['a key that is no point', { ...browser, webPush: { ...webPush, p256dh: `A${'x'.repeat(86)}` } }],
    ['a secret of another length', { ...browser, webPush: { ...webPush, auth: 'short' } }],
    [
      'an endpoint that is too long',
      { ...browser, webPush: { ...webPush, endpoint: `https://a.org/${'x'.repeat(2000)}` } },
    ],
    ['a language that is none', { locale: 'not a language' }],
    ['a time zone that is none', { timeZone: 'Mars/Olympus' }],
    ['an id with a separator', { deviceId: 'a#b' }],
  ])('is not %s', (_, wish) => {
    expect(refusalOf(parseDevice({ ...phone, ...wish }, noon))).toBe('BadInput');
  });
});

describe('notification settings', () => {
  const hours = (start: string, end: string, timeZone: string | null = null) =>
    parseNotificationSettings({ quietHours: { start, end, timeZone } });

  it('change what is given, and take quiet hours by the clock or away', () => {
    expect(granted(parseNotificationSettings({ digest: false }))).toEqual({ digest: false });
    expect(granted(parseNotificationSettings({ quietHours: null }))).toEqual({ quietHours: null });
    expect(granted(hours('22:05', '07:00', 'Europe/Berlin'))).toEqual({
      quietHours: { start: 1325, end: 420, timeZone: 'Europe/Berlin' },
    });
    expect([0, 9, 600, 1439].map(clockOf)).toEqual(['00:00', '00:09', '10:00', '23:59']);
  });

  it.each([
    ['24:00', '07:00'],
    ['7:00', '08:00'],
    ['07:60', '08:00'],
    ['07:00', '07:00'],
    ['', '07:00'],
    ['07:00Z', '08:00'],
  ])('have no quiet hours from %s to %s', (start, end) => {
    expect(refusalOf(hours(start, end))).toBe('BadInput');
  });
});
