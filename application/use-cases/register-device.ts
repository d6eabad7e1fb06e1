import { parseDevice } from '../../domain/notification/device.ts';
import { done } from '../../domain/shared/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { Devices } from '../ports/devices.ts';
import type { NoticesService } from '../ports/notices-service.ts';
import { refusedWhenBusy } from './refusals.ts';

/** Lets a user be notified on a device, and nobody else by what it is reached by. Refused: `BadInput`, `TryAgain`. */
export const registerDevice =
  ({ devices, clock }: { readonly devices: Devices; readonly clock: Clock }): NoticesService['registerDevice'] =>
  ({ user, ...wish }) =>
    refusedWhenBusy(async () => {
      const device = parseDevice(wish, clock.now());
      return device.ok ? done(await devices.register(user, device.value)) : device;
    });
