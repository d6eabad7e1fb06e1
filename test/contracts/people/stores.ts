import type { Audience } from '../../../application/ports/audience.ts';
import type { ChatSessions } from '../../../application/ports/chat-sessions.ts';
import type { Devices } from '../../../application/ports/devices.ts';
import type { Notices } from '../../../application/ports/notices.ts';
import type { NotificationList } from '../../../application/ports/notification-list.ts';
import type { NotificationSettingsOfUsers } from '../../../application/ports/notification-settings.ts';
import type { Preferences } from '../../../application/ports/preferences.ts';
import type { SessionLog } from '../../../application/ports/session-log.ts';
import type { UnreadCounts } from '../../../application/ports/unread-counts.ts';

/** The ports of what belongs to users, on one adapter, with those that make what they read. */
export interface PeopleStores {
  readonly devices: Devices;
  readonly notificationSettings: NotificationSettingsOfUsers;
  readonly notices: Notices;
  readonly notificationList: NotificationList;
  readonly audience: Audience;
  readonly unreadCounts: UnreadCounts;
  readonly chatSessions: ChatSessions;
  readonly preferences: Preferences;
  readonly sessionLog: SessionLog;
}

/** Opens the adapter's stores; called once per contract. */
export type OpenPeopleStores = () => Promise<PeopleStores>;
