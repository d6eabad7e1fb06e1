import type { DeviceAddress, Push, PushProvider, PushResult } from '../../application/ports/push-provider.ts';

/** Who delivers to which devices; `undefined` for nobody. */
export interface ProvidersOfPlatforms {
  readonly IOS: PushProvider | undefined;
  readonly ANDROID: PushProvider | undefined;
  readonly WEB: PushProvider | undefined;
}

/**
 * Hands each address to the provider of its platform, all providers at the same time. An address that nobody delivers to is
 * gone: an installation that leaves a platform out has no devices of it.
 */
export class PushRouter implements PushProvider {
  readonly #providers: ProvidersOfPlatforms;

  constructor(providers: ProvidersOfPlatforms) {
    this.#providers = providers;
  }

  async send(push: Push, to: readonly DeviceAddress[]): Promise<readonly PushResult[]> {
    const shares = new Map<PushProvider, DeviceAddress[]>();
    for (const device of to) {
      const provider = this.#providers[device.platform];
      if (provider !== undefined) shares.set(provider, [...(shares.get(provider) ?? []), device]);
    }
    const results = await Promise.all([...shares].map(([provider, devices]) => provider.send(push, devices)));
    const byDevice = new Map(results.flat().map((result) => [result.device, result]));
    return to.map((device) => byDevice.get(device) ?? { device, outcome: 'gone' });
  }
}
