import { DevicePlatform } from '../../domain/vocabulary/notifications.ts';
import { MemberRole } from '../../domain/vocabulary/sessions.ts';
import type * as Schema from '../../generated/schema.ts';
import { field, fields, flag, nullable, number, oneOf, text } from './decode.ts';
import type { Decoder } from './decode.ts';
import { pageOf, preview } from './model.ts';
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

export const device: Decoder<Device> = /* @__PURE__ */ fields({
  deviceId: text,
  platform: oneOf(DevicePlatform),
  locale: text,
  timeZone: text,
  registeredAt: text,
  confirmedAt: text,
});

const quietHours: Decoder<Schema.QuietHours> = /* @__PURE__ */ fields({
  start: text,
  end: text,
  timeZone: nullable(text),
});

export const settingsOfUser: Decoder<NotificationSettings> = /* @__PURE__ */ fields({
  pushEnabled: flag,
  emailEnabled: flag,
  showPreviews: flag,
  quietHours: nullable(quietHours),
  digest: flag,
});

const notification: Decoder<Notification> = /* @__PURE__ */ fields({
  id: text,
  kind: text,
  sessionId: text,
  sessionName: nullable(text),
  message: nullable(preview),
  actorId: nullable(text),
  role: nullable(oneOf(MemberRole)),
  createdAt: text,
  isSeen: flag,
});

const notifications = pageOf(notification);

export const notificationPage: Decoder<NotificationPage> = (value, path) => ({
  ...notifications(value, path),
  unseenCount: field(value, 'unseenCount', path, number),
});
