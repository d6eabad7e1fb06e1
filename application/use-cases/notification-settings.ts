import { parseNotificationSettings } from '../../domain/notification/settings.ts';
import { done } from '../../domain/shared/result.ts';
import type { NoticesService } from '../ports/notices-service.ts';
import type { NotificationSettingsOfUsers } from '../ports/notification-settings.ts';
import { refusedWhenBusy } from './refusals.ts';

interface SettingsDependencies {
  readonly notificationSettings: NotificationSettingsOfUsers;
}

/** Refused: `TryAgain`. */
export const readNotificationSettings =
  ({ notificationSettings }: SettingsDependencies): NoticesService['readNotificationSettings'] =>
  (user) =>
    refusedWhenBusy(async () => done(await notificationSettings.of(user)));

/** What is left out stays. Refused: `BadInput`, `TryAgain`. */
export const updateNotificationSettings =
  ({ notificationSettings }: SettingsDependencies): NoticesService['updateNotificationSettings'] =>
  ({ user, ...wish }) =>
    refusedWhenBusy(async () => {
      const change = parseNotificationSettings(wish);
      return change.ok ? done(await notificationSettings.change(user, change.value)) : change;
    });
