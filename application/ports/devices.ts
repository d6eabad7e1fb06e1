import type { Device } from '../../domain/notification/device.ts';
import type { DeviceId } from '../../domain/presence/device-sign.ts';
import type { UserId } from '../../domain/shared/ids.ts';

/**
 * The devices that users want to be notified on. Whatever a device is reached by, a token or a browser's subscription, has
 * one owner: the user who registered it last. Strongly consistent. Adapters pass `test/contracts/devices.contract.ts`.
 */
export interface Devices {
  /**
   * Keeps the device in place of the user's one of this id, and takes what it is reached by from whoever had it. Of more than
   * `NotificationLimits.devicesOfUser`, the one that was registered longest ago gives way. All or nothing, also where several
   * come at once. Answers the device as it is kept: `since` when it was registered first. @throws {StoreBusy}
   */
  register(user: UserId, device: Device): Promise<Device>;

  /**
   * Forgets a device, and what it is reached by. `false` where the user has none of this id.
   * @param target only where it is still reached by this: a device that was registered anew meanwhile stays.
   * @throws {StoreBusy}
   */
  forget(user: UserId, deviceId: DeviceId, target?: Device['target']): Promise<boolean>;

  /** All of the user's, the one registered last first. @throws {StoreBusy} */
  of(user: UserId): Promise<readonly Device[]>;
}
