import type { Admissions } from '../../application/ports/admissions.ts';
import type { Attachments } from '../../application/ports/attachments.ts';
import type { Blocks } from '../../application/ports/blocks.ts';
import type { ChatSessionDirectory } from '../../application/ports/chat-session-directory.ts';
import type { ChatSessions } from '../../application/ports/chat-sessions.ts';
import type { CoMembers } from '../../application/ports/co-members.ts';
import type { Devices } from '../../application/ports/devices.ts';
import type { DiscoverableSessions } from '../../application/ports/discoverable-sessions.ts';
import type { MessageChanges } from '../../application/ports/message-changes.ts';
import type { NotificationList } from '../../application/ports/notification-list.ts';
import type { NotificationSettingsOfUsers } from '../../application/ports/notification-settings.ts';
import type { Preferences } from '../../application/ports/preferences.ts';
import type { Presences } from '../../application/ports/presences.ts';
import type { RateGuards } from '../../application/ports/rate-guards.ts';
import type { SessionLog } from '../../application/ports/session-log.ts';
import type { VideoCalls } from '../../application/ports/video-calls.ts';
import type { SessionId } from '../../domain/shared/ids.ts';

/** All ports of stored state on one adapter, as they share their state. */
export interface Stores {
  readonly chatSessions: ChatSessions;
  readonly directory: ChatSessionDirectory;
  readonly sessionLog: SessionLog;
  readonly messageChanges: MessageChanges;
  readonly rateGuards: RateGuards;
  readonly presences: Presences;
  readonly blocks: Blocks;
  readonly preferences: Preferences;
  readonly admissions: Admissions;
  readonly discoverableSessions: DiscoverableSessions;
  readonly coMembers: CoMembers;
  readonly devices: Devices;
  readonly notificationSettings: NotificationSettingsOfUsers;
  readonly notificationList: NotificationList;
  readonly videoCalls: VideoCalls;
  readonly attachments: Attachments;
  /** The names of a session's events that wait to be handed on: what a save leaves behind for others. */
  waitingEvents(id: SessionId): Promise<readonly string[]>;
}

/** Opens the adapter's stores; called once per contract. */
export type OpenStores = () => Promise<Stores>;
