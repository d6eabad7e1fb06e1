/** Keys of the items of the people table, exactly once, beside `keys.ts`. */
import type { Key } from './keys.ts';

const userPrefix = 'USER#';
const attentionPrefix = 'ATTENTION#';

/** What belongs to a user and is read together: devices, settings, how far they looked through their own list. */
export const userPartition = (userId: string): string => userPrefix + userId;

/** What the sort key of every DEVICE item starts with. */
export const deviceKeyPrefix = 'DEVICE#';

/** DEVICE: where a user wants to be notified. */
export const deviceKey = (userId: string, deviceId: string): Key => ({
  pk: userPartition(userId),
  sk: deviceKeyPrefix + deviceId,
});

/** DEVICES: how often a user's devices changed, so that one change of them comes after the other. */
export const devicesKey = (userId: string): Key => ({ pk: userPartition(userId), sk: 'DEVICES' });

/** TOKEN: whose the address of a device is, by its SHA-256 in hexadecimal digits. */
export const tokenKey = (hash: string): Key => ({ pk: `TOKEN#${hash}`, sk: 'OWNER' });

/** SETTINGS: how a user wants to be notified. */
export const notificationSettingsKey = (userId: string): Key => ({ pk: userPartition(userId), sk: 'SETTINGS' });

/** SEEN: how far a user looked through their own list. */
export const seenKey = (userId: string): Key => ({ pk: userPartition(userId), sk: 'SEEN' });

export const notificationPartition = (userId: string): string => `NOTIFICATIONS#${userId}`;

/** NOTIFICATION: an entry of a user's own list. Sorted by time, which is ISO 8601, and by what it is about. */
export const notificationKey = (userId: string, at: string, about: string): Key => ({
  pk: notificationPartition(userId),
  sk: `${at}#${about}`,
});

export const attentionPartition = (userId: string): string => attentionPrefix + userId;

/** ATTENTION: what a user was told of a session lately, and what is held back. */
export const attentionKey = (userId: string, sessionId: string): Key => ({
  pk: attentionPartition(userId),
  sk: sessionId,
});

/** The user an `ATTENTION#` partition belongs to. */
export const userIdOfAttention = (pk: string): string => pk.slice(attentionPrefix.length);

/** NOTICE: that a user is told of something, once on each device. */
export const noticeKey = (userId: string, noticeId: string): Key => ({ pk: `NOTICE#${userId}`, sk: noticeId });

/** What is due at a time is spread over so many partitions of the index: many quiet hours end at one moment. */
export const dueShards: readonly string[] = ['0', '1', '2', '3', '4', '5', '6', '7'].map((shard) => `DIGEST#${shard}`);
