import { randomUUID } from 'node:crypto';
import type { Device } from '../../domain/notification/device.ts';
import type { DeviceId } from '../../domain/presence/device-sign.ts';
import { parseDeviceId } from '../../domain/presence/device-sign.ts';
import type { Instant } from '../../domain/shared/instant.ts';
import { noon } from './manual-clock.ts';

export function aDeviceId(id: string): DeviceId {
  const parsed = parseDeviceId(id);
  if (parsed === undefined) throw new Error(`unable to build a device; ${id} is no device id`);
  return parsed;
}

/** A telephone that no other test knows, unless told otherwise. */
export const aDevice = (id: string, at: Instant = noon, token = randomUUID()): Device => ({
  deviceId: aDeviceId(id),
  target: { platform: 'IOS', token },
  locale: 'en',
  timeZone: 'UTC',
  since: at,
  confirmedAt: at,
});

/** A browser that no other test knows. */
export const aBrowser = (id: string, at: Instant = noon): Device => ({
  ...aDevice(id, at),
  target: {
    platform: 'WEB',
    endpoint: `https://push.example.org/${randomUUID()}`,
    p256dh: `B${'A'.repeat(86)}`,
    auth: 'A'.repeat(22),
  },
});
