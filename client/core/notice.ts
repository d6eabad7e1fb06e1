import { DevicePlatform } from '../../domain/vocabulary/notifications.ts';
import { MemberRole } from '../../domain/vocabulary/sessions.ts';
import type * as Schema from '../../generated/schema.ts';
import { field, flag, list, nullable, number, oneOf, text } from './decode.ts';
import type { Decoder } from './decode.ts';
import { preview } from './model.ts';
import type { Preview } from './model.ts';

export type Device = Schema.Device;
export type NotificationSettings = Schema.NotificationSettings;

/** An entry of the user's own list. A kind that this client does not know is a newer server's. */
export interface Notification extends Omit<Schema.Notification, 'kind' | 'message'> {
  readonly kind: string;
  /** DIRECT, MENTION, REPLY: the message as it is now, where it may be seen. */
  readonly message: Preview | null;
}

export interface NotificationPage {
  /** Newest first. */
  readonly items: readonly Notification[];
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
  /** Counting stops at 100. */
  readonly unseenCount: number;
}

export const device: Decoder<Device> = (value, path) => ({
  deviceId: field(value, 'deviceId', path, text),
  platform: field(value, 'platform', path, oneOf(DevicePlatform)),
  locale: field(value, 'locale', path, text),
  timeZone: field(value, 'timeZone', path, text),
  registeredAt: field(value, 'registeredAt', path, text),
  confirmedAt: field(value, 'confirmedAt', path, text),
});

const quietHours: Decoder<Schema.QuietHours> = (value, path) => ({
  start: field(value, 'start', path, text),
  end: field(value, 'end', path, text),
  timeZone: field(value, 'timeZone', path, nullable(text)),
});

export const settingsOfUser: Decoder<NotificationSettings> = (value, path) => ({
  pushEnabled: field(value, 'pushEnabled', path, flag),
  emailEnabled: field(value, 'emailEnabled', path, flag),
  showPreviews: field(value, 'showPreviews', path, flag),
  quietHours: field(value, 'quietHours', path, nullable(quietHours)),
  digest: field(value, 'digest', path, flag),
});

const notification: Decoder<Notification> = (value, path) => ({
  id: field(value, 'id', path, text),
  kind: field(value, 'kind', path, text),
  sessionId: field(value, 'sessionId', path, text),
  sessionName: field(value, 'sessionName', path, nullable(text)),
  message: field(value, 'message', path, nullable(preview)),
  actorId: field(value, 'actorId', path, nullable(text)),
  role: field(value, 'role', path, nullable(oneOf(MemberRole))),
  createdAt: field(value, 'createdAt', path, text),
  isSeen: field(value, 'isSeen', path, flag),
});

export const notificationPage: Decoder<NotificationPage> = (value, path) => ({
  items: field(value, 'items', path, list(notification)),
  ...field(value, 'pageInfo', path, (info, at) => ({
    endCursor: field(info, 'endCursor', at, nullable(text)),
    hasNextPage: field(info, 'hasNextPage', at, flag),
  })),
  unseenCount: field(value, 'unseenCount', path, number),
});
