import { MemoryAudience } from '../../../adapters/memory/audience.ts';
import { MemoryChatSessions } from '../../../adapters/memory/chat-sessions.ts';
import { MemoryDevices } from '../../../adapters/memory/devices.ts';
import { MemoryStore } from '../../../adapters/memory/memory-store.ts';
import { MemoryNotices } from '../../../adapters/memory/notices.ts';
import { MemoryNotificationList } from '../../../adapters/memory/notification-list.ts';
import { MemoryNotificationSettings } from '../../../adapters/memory/notification-settings.ts';
import { MemoryPreferences } from '../../../adapters/memory/preferences.ts';
import { MemorySessionLog } from '../../../adapters/memory/session-log.ts';
import { MemoryUnreadCounts } from '../../../adapters/memory/unread-counts.ts';
import { ManualClock } from '../../builders/manual-clock.ts';
import type { PeopleStores } from './stores.ts';

export function openMemoryPeople(store = new MemoryStore(new ManualClock())): PeopleStores {
  return {
    devices: new MemoryDevices(),
    notificationSettings: new MemoryNotificationSettings(),
    notices: new MemoryNotices(),
    notificationList: new MemoryNotificationList(),
    audience: new MemoryAudience(store),
    unreadCounts: new MemoryUnreadCounts(store),
    chatSessions: new MemoryChatSessions(store),
    preferences: new MemoryPreferences(store),
    sessionLog: new MemorySessionLog(store),
  };
}
