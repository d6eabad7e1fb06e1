import { describe, expect, it } from 'vitest';
import type { DeviceAddress, Push, PushProvider } from '../../application/ports/push-provider.ts';
import { aBrowserAddress, anAppAddress, aPush } from '../../test/builders/notifications.ts';
import { PushRouter } from './router.ts';

/** Remembers whom it was asked to send to, and has an outcome of its own. */
function aProvider(outcome: 'sent' | 'refused') {
  const asked: (readonly DeviceAddress[])[] = [];
  const provider: PushProvider = {
    send: async (_: Push, to) => {
      asked.push(to);
      return to.map((device) => ({ device, outcome }));
    },
  };
  return { provider, asked };
}

describe('The router of pushes', () => {
  it('hands each address to the provider of its platform, and what one provider has at once', async () => {
    const [apps, browsers] = [aProvider('sent'), aProvider('refused')];
    const router = new PushRouter({ IOS: apps.provider, ANDROID: apps.provider, WEB: browsers.provider });
    const [iphone, browser, android] = [anAppAddress(), aBrowserAddress(), anAppAddress({ platform: 'ANDROID' })];
    expect(await router.send(aPush(), [iphone, browser, android])).toEqual([
      { device: iphone, outcome: 'sent' },
      { device: browser, outcome: 'refused' },
      { device: android, outcome: 'sent' },
    ]);
    expect([apps.asked, browsers.asked]).toEqual([[[iphone, android]], [[browser]]]);
  });

  it('says that a device is gone which nobody delivers to', async () => {
    const router = new PushRouter({ IOS: aProvider('sent').provider, ANDROID: undefined, WEB: undefined });
    const [iphone, browser] = [anAppAddress(), aBrowserAddress()];
    expect((await router.send(aPush(), [browser, iphone])).map(({ outcome }) => outcome)).toEqual(['gone', 'sent']);
    expect(await router.send(aPush(), [])).toEqual([]);
  });
});
