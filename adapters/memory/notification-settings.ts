import type { NotificationSettingsOfUsers } from '../../application/ports/notification-settings.ts';
import type { NotificationSettings } from '../../domain/notification/settings.ts';
import { settingsAtFirst } from '../../domain/notification/settings.ts';
import type { UserId } from '../../domain/shared/ids.ts';

export class MemoryNotificationSettings implements NotificationSettingsOfUsers {
  readonly #users = new Map<UserId, NotificationSettings>();

  async of(user: UserId): Promise<NotificationSettings> {
    return this.#users.get(user) ?? settingsAtFirst;
  }

  async change(user: UserId, change: Partial<NotificationSettings>): Promise<NotificationSettings> {
    const settings = { ...settingsAtFirst, ...this.#users.get(user), ...change };
    this.#users.set(user, settings);
    return settings;
  }
}
