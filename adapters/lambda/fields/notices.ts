import type {
  NoticesService,
  ShownNotification,
  ShownNotifications,
} from '../../../application/ports/notices-service.ts';
import type { Device } from '../../../domain/notification/device.ts';
import type { NotificationSettings, NotificationSettingsWish } from '../../../domain/notification/settings.ts';
import { clockOf } from '../../../domain/notification/settings.ts';
import { toIso } from '../../../domain/shared/instant.ts';
import { DevicePlatform } from '../../../domain/vocabulary/notifications.ts';
import type {
  Device as DeviceValue,
  Notification as NotificationValue,
  NotificationConnection as NotificationConnectionValue,
  NotificationSettings as SettingsValue,
} from '../../../generated/schema.ts';
import { toPreview } from '../chat-service-answer.ts';
import type { EventReader } from '../event-reader.ts';
import type { ServiceFields } from '../service-field.ts';
import { userField } from '../service-field.ts';

export const noticeFields = (service: NoticesService): ServiceFields => ({
  registerDevice: userField({
    doing: 'register the device',
    read: (args, { user }) => ({ user, ...readDevice(args.object('input')) }),
    ask: service.registerDevice,
    show: toDevice,
  }),
  unregisterDevice: userField({
    doing: 'forget the device',
    read: (args, { user }) => ({ user, deviceId: args.text('deviceId') }),
    ask: service.unregisterDevice,
    show: (was) => was,
  }),
  myDevices: userField({
    doing: 'list the devices',
    read: (_, { user }) => user,
    ask: service.listMyDevices,
    show: (devices) => devices.map(toDevice),
  }),
  notificationSettings: userField({
    doing: 'read the notification settings',
    read: (_, { user }) => user,
    ask: service.readNotificationSettings,
    show: toSettings,
  }),
  updateNotificationSettings: userField({
    doing: 'save the notification settings',
    read: (args, { user }) => ({ user, ...readSettings(args.object('input')) }),
    ask: service.updateNotificationSettings,
    show: toSettings,
  }),
  notifications: userField({
    doing: 'list the notifications',
    read: (args, { user }) => ({ user, limit: args.integer('limit', 20), after: args.textOrNull('after') }),
    ask: service.listNotifications,
    show: toConnection,
  }),
  markNotificationsSeen: userField({
    doing: 'mark the notifications as seen',
    read: (args, { user }) => ({ user, upTo: args.text('upTo') }),
    ask: service.markNotificationsSeen,
    show: (left) => left,
  }),
});

const readDevice = (input: EventReader) => {
  const webPush = input.isGiven('webPush') ? input.object('webPush') : null;
  return {
    deviceId: input.text('deviceId'),
    platform: input.oneOf('platform', DevicePlatform),
    token: input.textOrNull('token'),
    webPush: webPush && {
      endpoint: webPush.text('endpoint'),
      p256dh: webPush.text('p256dh'),
      auth: webPush.text('auth'),
    },
    locale: input.textOrNull('locale'),
    timeZone: input.textOrNull('timeZone'),
  };
};

/** A switch is never taken away: `null` stands for left out. Quiet hours are, by `null`. */
function readSettings(input: EventReader): NotificationSettingsWish {
  const flag = (name: 'pushEnabled' | 'emailEnabled' | 'showPreviews' | 'digest') =>
    input.isGiven(name) ? { [name]: input.boolean(name, true) } : {};
  const hours = input.isGiven('quietHours') ? input.object('quietHours') : null;
  return {
    ...flag('pushEnabled'),
    ...flag('emailEnabled'),
    ...flag('showPreviews'),
    ...flag('digest'),
    ...(input.has('quietHours')
      ? {
          quietHours: hours && {
            start: hours.text('start'),
            end: hours.text('end'),
            timeZone: hours.textOrNull('timeZone'),
          },
        }
      : {}),
  };
}

/** Never what it is reached by. */
const toDevice = ({ deviceId, target, locale, timeZone, since, confirmedAt }: Device): DeviceValue => ({
  deviceId,
  platform: target.platform,
  locale,
  timeZone,
  registeredAt: toIso(since),
  confirmedAt: toIso(confirmedAt),
});

const toSettings = ({ quietHours, ...switches }: NotificationSettings): SettingsValue => ({
  pushEnabled: switches.pushEnabled,
  emailEnabled: switches.emailEnabled,
  showPreviews: switches.showPreviews,
  digest: switches.digest,
  quietHours: quietHours && {
    start: clockOf(quietHours.start),
    end: clockOf(quietHours.end),
    timeZone: quietHours.timeZone,
  },
});

const toNotification = (entry: ShownNotification): NotificationValue => ({
  id: entry.id,
  kind: entry.kind,
  sessionId: entry.sessionId,
  sessionName: entry.sessionName,
  message: entry.message && toPreview(entry.message),
  actorId: entry.actorId,
  role: entry.role,
  createdAt: toIso(entry.at),
  isSeen: entry.isSeen,
});

const toConnection = ({ items, unseenCount, ...pageInfo }: ShownNotifications): NotificationConnectionValue => ({
  items: items.map(toNotification),
  pageInfo: {
    startCursor: pageInfo.startCursor,
    endCursor: pageInfo.endCursor,
    hasPreviousPage: pageInfo.hasPreviousPage,
    hasNextPage: pageInfo.hasNextPage,
  },
  unseenCount,
});
