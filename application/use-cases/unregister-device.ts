import { parseDeviceId } from '../../domain/presence/device-sign.ts';
import { done } from '../../domain/shared/result.ts';
import type { Devices } from '../ports/devices.ts';
import type { NoticesService } from '../ports/notices-service.ts';
import { refusedWhenBusy } from './refusals.ts';

/** Forgets a device of the caller's: that of somebody else is simply not there. Refused: `TryAgain`. */
export const unregisterDevice =
  ({ devices }: { readonly devices: Devices }): NoticesService['unregisterDevice'] =>
  ({ user, deviceId }) =>
    refusedWhenBusy(async () => {
      const id = parseDeviceId(deviceId);
      return done(id !== undefined && (await devices.forget(user, id)));
    });
