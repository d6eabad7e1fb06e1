import { done } from '../../domain/shared/result.ts';
import type { Devices } from '../ports/devices.ts';
import type { NoticesService } from '../ports/notices-service.ts';
import type { NotificationSettingsOfUsers } from '../ports/notification-settings.ts';
import type { ListNotificationsDependencies } from '../use-cases/list-notifications.ts';
import { listNotifications } from '../use-cases/list-notifications.ts';
import { markNotificationsSeen } from '../use-cases/mark-notifications-seen.ts';
import { readNotificationSettings, updateNotificationSettings } from '../use-cases/notification-settings.ts';
import { refusedWhenBusy } from '../use-cases/refusals.ts';
import { registerDevice } from '../use-cases/register-device.ts';
import { unregisterDevice } from '../use-cases/unregister-device.ts';

export interface NoticesDependencies extends ListNotificationsDependencies {
  readonly devices: Devices;
  readonly notificationSettings: NotificationSettingsOfUsers;
}

/** What a user says about their notifications and reads of them, of these use cases. */
export const noticesService = (dependencies: NoticesDependencies): NoticesService => ({
  registerDevice: registerDevice(dependencies),
  unregisterDevice: unregisterDevice(dependencies),
  listMyDevices: (user) => refusedWhenBusy(async () => done(await dependencies.devices.of(user))),
  readNotificationSettings: readNotificationSettings(dependencies),
  updateNotificationSettings: updateNotificationSettings(dependencies),
  listNotifications: listNotifications(dependencies),
  markNotificationsSeen: markNotificationsSeen(dependencies),
});
