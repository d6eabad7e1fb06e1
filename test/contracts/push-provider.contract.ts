import { beforeEach, describe, expect, it } from 'vitest';
import type { DeviceAddress, PushProvider } from '../../application/ports/push-provider.ts';
import { aClearPush, aPush } from '../builders/notifications.ts';

export interface OpenPushProvider {
  readonly provider: PushProvider;
  /** An address that the provider delivers to, that no other test knows. */
  readonly anAddress: () => DeviceAddress;
}

/** The promises every `PushProvider` adapter keeps while whoever it hands to is well. Call it once an adapter. */
export function pushProviderContract(adapter: string, open: () => Promise<OpenPushProvider>): void {
  describe(`PushProvider on ${adapter}`, () => {
    let opened: OpenPushProvider;
    beforeEach(async () => {
      opened = await open();
    });

    it('has one result for each address, in their order', async () => {
      const addresses = Array.from({ length: 120 }, opened.anAddress);
      const results = await opened.provider.send(aPush(), addresses);
      expect(results).toEqual(addresses.map((device) => ({ device, outcome: 'sent' })));
    });

    it('has no results for no addresses', async () => {
      expect(await opened.provider.send(aPush(), [])).toEqual([]);
    });

    it('takes a push again, to the same device and to another', async () => {
      const [one, other] = [opened.anAddress(), opened.anAddress()];
      const push = aPush();
      for (const device of [one, one, other]) {
        expect(await opened.provider.send(push, [device])).toEqual([{ device, outcome: 'sent' }]);
      }
    });

    it.each(['message', 'digest', 'session', 'call'] as const)('takes what is shown as %s', async (category) => {
      const device = opened.anAddress();
      expect(await opened.provider.send(aPush({ category }), [device])).toEqual([{ device, outcome: 'sent' }]);
    });

    it('takes what only the app hears', async () => {
      const device = opened.anAddress();
      expect(await opened.provider.send(aClearPush(), [device])).toEqual([{ device, outcome: 'sent' }]);
    });

    it('takes texts of any size and any characters, and names of up to 200', async () => {
      const device = opened.anAddress();
      for (const text of ['', '"\\\u0000', '😀'.repeat(3_000), `a${'\u0300'.repeat(9_000)}`]) {
        const long = 'i'.repeat(200);
        const push = aPush({
          id: `${long.slice(0, 190)}${text.length}`,
          collapseId: long,
          threadId: long,
          title: text,
          body: text,
        });
        expect(await opened.provider.send(push, [device])).toEqual([{ device, outcome: 'sent' }]);
      }
    });
  });
}
