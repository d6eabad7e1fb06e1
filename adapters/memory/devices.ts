import type { Devices } from '../../application/ports/devices.ts';
import type { Device, DeviceTarget } from '../../domain/notification/device.ts';
import { byConfirmation, crowdedOut } from '../../domain/notification/devices.ts';
import type { DeviceId } from '../../domain/presence/device-sign.ts';
import type { UserId } from '../../domain/shared/ids.ts';

export class MemoryDevices implements Devices {
  readonly #users = new Map<UserId, Map<DeviceId, Device>>();

  async register(user: UserId, wanted: Device): Promise<Device> {
    const since = this.#of(user).get(wanted.deviceId)?.since ?? wanted.since;
    const device = { ...wanted, since };
    for (const devices of this.#users.values()) {
      for (const { deviceId, target } of devices.values()) {
        if (addressOf(target) === addressOf(device.target)) devices.delete(deviceId);
      }
    }
    const own = this.#of(user);
    own.delete(device.deviceId);
    for (const { deviceId } of crowdedOut([...own.values()])) own.delete(deviceId);
    own.set(device.deviceId, device);
    return device;
  }

  async forget(user: UserId, deviceId: DeviceId, target?: DeviceTarget): Promise<boolean> {
    const kept = this.#of(user).get(deviceId);
    if (kept === undefined || (target !== undefined && addressOf(kept.target) !== addressOf(target))) return false;
    return this.#of(user).delete(deviceId);
  }

  async of(user: UserId): Promise<readonly Device[]> {
    return byConfirmation([...this.#of(user).values()]);
  }

  #of(user: UserId): Map<DeviceId, Device> {
    const devices = this.#users.get(user) ?? new Map<DeviceId, Device>();
    this.#users.set(user, devices);
    return devices;
  }
}

const addressOf = (target: DeviceTarget): string =>
  target.platform === 'WEB' ? `WEB ${target.endpoint}` : `${target.platform} ${target.token}`;
