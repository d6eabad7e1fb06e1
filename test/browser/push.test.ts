import { createECDH } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { CDPSession } from 'playwright-core';
import * as documents from '../../client/core/documents.ts';
import type { Visitor } from './pages.ts';
import { onStage } from './stage.ts';

const pair = createECDH('prime256v1');
pair.generateKeys();
// Leading zeros are left out of it.
const privateKey = Buffer.from(pair.getPrivateKey('hex').padStart(64, '0'), 'hex');

describe('Pushes to a browser', () => {
  const stage = onStage({
    // The tests' windows are private ones, which have no push service.
    tolerates: /Push API in incognito mode/,
    settings: async () => ({
      VAPID_PUBLIC_KEY: pair.getPublicKey('base64url'),
      VAPID_PRIVATE_KEY: privateKey.toString('base64url'),
      VAPID_SUBJECT: 'mailto:ops@example.org',
    }),
  });

  /** Wishes for notifications on a click; whoever is asked allows them. */
  const allow = async ({ page }: Visitor): Promise<void> => {
    // A browser without a screen allows nobody to show any.
    await page.evaluate(() => {
      const counted = { notices: 0 };
      class Granted {
        static readonly permission = 'granted';
        onclick: (() => void) | undefined;
        constructor() {
          counted.notices += 1;
        }
      }
      Object.assign(window, { Notification: Granted, counted });
    });
    await page.getByRole('button', { name: 'Notifications', exact: true }).click();
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    await page.getByLabel('Notify me while I look at something else').check();
  };

  /** The page's service worker, and the notifications that it shows. */
  const worker = async ({ context }: Visitor): Promise<{ readonly shown: () => Promise<readonly string[]> }> => {
    const running = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
    expect(new URL(running.url()).pathname).toBe('/sw.js');
    // A browser without a screen lets nobody show notifications: here is what it would show, of each tag the last.
    await running.evaluate(() => {
      let tray: (NotificationOptions & { title: string })[] = [];
      Object.assign(ServiceWorkerRegistration.prototype, {
        showNotification: async (title: string, options: NotificationOptions) => {
          tray = [...tray.filter(({ tag }) => tag !== options.tag), { title, ...options }];
        },
        getNotifications: async () =>
          tray.map((one) => ({
            ...one,
            close: () => {
              tray = tray.filter((other) => other !== one);
            },
          })),
      });
    });
    return {
      shown: () =>
        running.evaluate(async () => {
          const registration = Reflect.get(self, 'registration') as ServiceWorkerRegistration;
          return (await registration.getNotifications()).map(({ title, body }) => `${title}: ${body}`);
        }),
    };
  };

  /** Hands pushes to the worker as a push service's connection would. */
  const pusher = async ({ page, context }: Visitor): Promise<(payload: object) => Promise<void>> => {
    const devTools: CDPSession = await context.newCDPSession(page);
    const registered = new Promise<string>((resolve) => {
      devTools.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
        const version = versions.find(({ status }) => status === 'activated');
        if (version !== undefined) resolve(version.registrationId);
      });
    });
    await devTools.send('ServiceWorker.enable');
    const registrationId = await registered;
    const { origin } = new URL(page.url());
    return async (payload) => {
      await devTools.send('ServiceWorker.deliverPushMessage', {
        origin,
        registrationId,
        data: JSON.stringify(payload),
      });
    };
  };

  const about = (sessionId: string, more: object = {}): object => ({
    category: 'message',
    title: 'Bob in Fractions',
    body: 'Look at this',
    badge: 1,
    collapseId: `${sessionId}.1`,
    threadId: sessionId,
    data: { kind: 'message', sessionId, messageId: `${sessionId}.1` },
    ...more,
  });

  it('39: are shown, taken away when they were read elsewhere, and left to open tabs where there is no push service', async () => {
    const sessionId = await stage.sessionOf('ann', ['bob'], { name: 'Fractions' });
    const ann = await stage.open('ann');
    expect(await ann.page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
    await allow(ann);
    await ann.page.getByText('You are notified while a tab of Parley is open.').waitFor();
    const { shown } = await worker(ann);
    const push = await pusher(ann);
    await push(about(sessionId));
    await expect.poll(shown).toEqual(['Bob in Fractions: Look at this']);
    await push(about(sessionId, { body: 'Look here' }));
    await expect.poll(shown).toEqual(['Bob in Fractions: Look here']);
    await push({ category: 'clear', threadId: sessionId });
    await expect.poll(shown).toEqual([]);
  });

  it('39: come to the one browser that was registered, are not told twice by its tabs, and end with the wish and with signing out', async () => {
    const sessionId = await stage.sessionOf('ann', ['bob'], { name: 'Fractions' });
    const ann = await stage.open('ann', {
      beforehand: () => {
        // A browser with a push service; where there is none, it would refuse.
        let held: object | null = null;
        Object.assign(PushManager.prototype, {
          getSubscription: async () => held,
          subscribe: async (options: { readonly applicationServerKey: string }) => {
            // A key of a browser is a point of the same curve.
            const keys = { p256dh: options.applicationServerKey, auth: 'y'.repeat(22) };
            const json = { endpoint: 'https://push.example.org/ann', keys };
            held = { options, toJSON: () => json, unsubscribe: async () => (held = null) };
            return held;
          },
        });
      },
    });
    const [annAtHttp, bobAtHttp] = await stage.people('ann', 'bob');
    const devices = async (): Promise<unknown> => annAtHttp.get('myDevices', documents.myDevices.document, {});
    await allow(ann);
    await ann.page.getByText('You are notified also while no tab of Parley is open.').waitFor();
    expect(await devices()).toMatchObject([{ platform: 'WEB', locale: 'en-GB', timeZone: 'Europe/London' }]);

    // Nobody looks at the tab, and what comes is left to the push.
    await ann.page.evaluate(() => Object.defineProperty(document, 'visibilityState', { value: 'hidden' }));
    await bobAtHttp.send(sessionId, 'one', 'Are you there?');
    await ann.inList(sessionId).getByText('Are you there?').waitFor();
    expect(await ann.page.evaluate(() => Number(Reflect.get(Reflect.get(window, 'counted'), 'notices')))).toBe(0);

    const wish = ann.page.getByLabel('Notify me while I look at something else');
    await wish.uncheck();
    await expect.poll(devices).toEqual([]);
    await wish.check();
    await expect.poll(devices).toHaveLength(1);
    await ann.page.keyboard.press('Escape');
    await ann.page.getByRole('button', { name: 'Switch person' }).click();
    await expect.poll(devices).toEqual([]);
  });
});
