import { NotificationLimits } from '../vocabulary/notifications.ts';
import type { Device } from './device.ts';

/** The one registered last first; of one moment, in order of the device ids. */
export const byConfirmation = (devices: readonly Device[]): readonly Device[] =>
  [...devices].sort((a, b) => b.confirmedAt - a.confirmedAt || (a.deviceId < b.deviceId ? -1 : 1));

/** Which of a user's other devices give way to one that is registered. */
export const crowdedOut = (others: readonly Device[]): readonly Device[] =>
  byConfirmation(others).slice(NotificationLimits.devicesOfUser - 1);
