import { MemoryAdmissions } from '../../adapters/memory/admissions.ts';
import { MemoryAttachments } from '../../adapters/memory/attachments.ts';
import { MemoryBlocks } from '../../adapters/memory/blocks.ts';
import { MemoryChatSessionDirectory } from '../../adapters/memory/chat-session-directory.ts';
import { MemoryChatSessions } from '../../adapters/memory/chat-sessions.ts';
import { MemoryCoMembers } from '../../adapters/memory/co-members.ts';
import { MemoryDevices } from '../../adapters/memory/devices.ts';
import { MemoryDiscoverableSessions } from '../../adapters/memory/discoverable-sessions.ts';
import { MemoryMessageChanges } from '../../adapters/memory/message-changes.ts';
import { MemoryStore } from '../../adapters/memory/memory-store.ts';
import { MemoryNotificationList } from '../../adapters/memory/notification-list.ts';
import { MemoryNotificationSettings } from '../../adapters/memory/notification-settings.ts';
import { MemoryPreferences } from '../../adapters/memory/preferences.ts';
import { MemoryPresences } from '../../adapters/memory/presences.ts';
import { MemoryRateGuards } from '../../adapters/memory/rate-guards.ts';
import { MemorySessionLog } from '../../adapters/memory/session-log.ts';
import { MemoryVideoCalls } from '../../adapters/memory/video-calls.ts';
import type { Clock } from '../../application/ports/clock.ts';
import { ManualClock } from '../builders/manual-clock.ts';
import type { Stores } from './stores.ts';

export function openMemoryStores(clock: Clock = new ManualClock()): Stores {
  const store = new MemoryStore(clock);
  return {
    chatSessions: new MemoryChatSessions(store),
    directory: new MemoryChatSessionDirectory(store),
    sessionLog: new MemorySessionLog(store),
    messageChanges: new MemoryMessageChanges(store),
    rateGuards: new MemoryRateGuards(store),
    presences: new MemoryPresences(),
    blocks: new MemoryBlocks(store),
    admissions: new MemoryAdmissions(store),
    discoverableSessions: new MemoryDiscoverableSessions(store),
    preferences: new MemoryPreferences(store),
    coMembers: new MemoryCoMembers(store),
    devices: new MemoryDevices(),
    notificationSettings: new MemoryNotificationSettings(),
    notificationList: new MemoryNotificationList(),
    videoCalls: new MemoryVideoCalls(store),
    attachments: new MemoryAttachments(store),
    waitingEvents: async (id) => store.events.filter(({ sessionId }) => sessionId === id).map(({ name }) => name),
  };
}
