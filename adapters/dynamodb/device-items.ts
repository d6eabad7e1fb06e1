import { createHash } from 'node:crypto';
import type { Device, DeviceTarget } from '../../domain/notification/device.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { toIso } from '../../domain/shared/instant.ts';
import { DevicePlatform } from '../../domain/vocabulary/notifications.ts';
import { Attributes } from './attributes.ts';
import type { DeviceItem } from './layout/index.ts';
import { deviceKey } from './layout/index.ts';

/** A device with what its TOKEN item is found by. */
export interface StoredDevice {
  readonly device: Device;
  readonly tokenHash: string;
}

/** Tokens are long, and no part of a key where they could be read. What two platforms give never is the same. */
export const hashOf = (target: DeviceTarget): string =>
  createHash('sha256')
    .update(target.platform === 'WEB' ? `WEB ${target.endpoint}` : `${target.platform} ${target.token}`)
    .digest('hex');

export const deviceItem = (user: UserId, { deviceId, target, locale, timeZone, ...times }: Device): DeviceItem => ({
  ...deviceKey(user, deviceId),
  deviceId,
  ...target,
  tokenHash: hashOf(target),
  locale,
  timeZone,
  since: toIso(times.since),
  confirmedAt: toIso(times.confirmedAt),
});

export function readDevice(item: unknown): StoredDevice {
  const device = new Attributes(item, 'device');
  return {
    device: {
      deviceId: device.deviceId('deviceId'),
      target: readTarget(device),
      locale: device.text('locale'),
      timeZone: device.text('timeZone'),
      since: device.instant('since'),
      confirmedAt: device.instant('confirmedAt'),
    },
    tokenHash: device.text('tokenHash'),
  };
}

function readTarget(device: Attributes): DeviceTarget {
  const platform = device.oneOf('platform', DevicePlatform);
  if (platform !== 'WEB') return { platform, token: device.text('token') };
  return {
    platform,
    endpoint: device.text('endpoint'),
    p256dh: device.text('p256dh'),
    auth: device.text('auth'),
  };
}
