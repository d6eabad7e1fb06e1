import type { Device, DeviceWish } from '../../domain/notification/device.ts';
import type { NotificationSettings, NotificationSettingsWish } from '../../domain/notification/settings.ts';
import type { Message } from '../../domain/message/message.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import type { Result } from '../../domain/shared/result.ts';
import type { ListedNotification } from './notification-list.ts';

export interface RegisterDevice extends DeviceWish {
  readonly user: UserId;
}

export interface UnregisterDevice {
  readonly user: UserId;
  readonly deviceId: string;
}

export interface UpdateNotificationSettings extends NotificationSettingsWish {
  readonly user: UserId;
}

export interface ListNotifications {
  readonly user: UserId;
  /** 1 to 100. */
  readonly limit: number;
  /** The `endCursor` of the page before. */
  readonly after: string | null;
}

export interface MarkNotificationsSeen {
  readonly user: UserId;
  readonly upTo: string;
}

/** An entry of the caller's list, with what they may see of it now. */
export interface ShownNotification extends ListedNotification {
  readonly sessionName: string | null;
  readonly message: Message | null;
  readonly isSeen: boolean;
}

export interface ShownNotifications {
  readonly items: readonly ShownNotification[];
  /** `null` on an empty page. */
  readonly startCursor: string | null;
  readonly endCursor: string | null;
  readonly hasPreviousPage: boolean;
  readonly hasNextPage: boolean;
  readonly unseenCount: number;
}

/** What the border of the API may ask about a user's notifications. Answered by the use cases of these names. */
export interface NoticesService {
  readonly registerDevice: (wish: RegisterDevice) => Promise<Result<Device>>;
  readonly unregisterDevice: (wish: UnregisterDevice) => Promise<Result<boolean>>;
  readonly listMyDevices: (user: UserId) => Promise<Result<readonly Device[]>>;
  readonly readNotificationSettings: (user: UserId) => Promise<Result<NotificationSettings>>;
  readonly updateNotificationSettings: (wish: UpdateNotificationSettings) => Promise<Result<NotificationSettings>>;
  readonly listNotifications: (wish: ListNotifications) => Promise<Result<ShownNotifications>>;
  readonly markNotificationsSeen: (wish: MarkNotificationsSeen) => Promise<Result<number>>;
}
