import type * as Schema from '../../../generated/schema.ts';
import { flag, list, nullable, number } from '../decode.ts';
import { device, notificationPage, settingsOfUser } from '../notice.ts';
import { mutation, query } from './operation.ts';

const aDevice = { selection: 'deviceId platform locale timeZone registeredAt confirmedAt', decode: device };
const settings = {
  selection: 'pushEnabled emailEnabled showPreviews quietHours { start end timeZone } digest',
  decode: settingsOfUser,
};

export const myDevices = query<Record<string, never>>('myDevices', {})({ ...aDevice, decode: list(device) });
export const registerDevice = mutation<Schema.MutationRegisterDeviceArgs>('registerDevice', {
  input: 'RegisterDeviceInput!',
})(aDevice);
export const unregisterDevice = mutation<Schema.MutationUnregisterDeviceArgs>('unregisterDevice', {
  deviceId: 'ID!',
})({ decode: nullable(flag) });

export const notificationSettings = query<Record<string, never>>('notificationSettings', {})(settings);
export const updateNotificationSettings = mutation<Schema.MutationUpdateNotificationSettingsArgs>(
  'updateNotificationSettings',
  { input: 'UpdateNotificationSettingsInput!' },
)(settings);

export const notifications = query<Schema.QueryNotificationsArgs>('notifications', { limit: 'Int', after: 'String' })({
  selection: `items {
    id kind sessionId sessionName message { seq senderId senderName kind text } actorId role createdAt isSeen
  } pageInfo { endCursor hasNextPage } unseenCount`,
  decode: notificationPage,
});
export const markNotificationsSeen = mutation<Schema.MutationMarkNotificationsSeenArgs>('markNotificationsSeen', {
  upTo: 'ID!',
})({ decode: nullable(number) });
