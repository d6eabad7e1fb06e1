import type { NotificationSettings } from '../../domain/notification/settings.ts';
import type { UserId } from '../../domain/shared/ids.ts';

/** How users want to be notified. Strongly consistent. Adapters pass `test/contracts/notification-settings.contract.ts`. */
export interface NotificationSettingsOfUsers {
  /** `settingsAtFirst` for a user who never changed any. @throws {StoreBusy} */
  of(user: UserId): Promise<NotificationSettings>;

  /** Sets those that are given, and answers all as they are afterwards. @throws {StoreBusy} */
  change(user: UserId, change: Partial<NotificationSettings>): Promise<NotificationSettings>;
}
