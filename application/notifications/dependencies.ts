import type { Audience } from '../ports/audience.ts';
import type { Blocks } from '../ports/blocks.ts';
import type { ChatSessionDirectory } from '../ports/chat-session-directory.ts';
import type { ChatSessions } from '../ports/chat-sessions.ts';
import type { Clock } from '../ports/clock.ts';
import type { Devices } from '../ports/devices.ts';
import type { EmailSender } from '../ports/email-sender.ts';
import type { JobQueue } from '../ports/job-queue.ts';
import type { Notices } from '../ports/notices.ts';
import type { NotificationList } from '../ports/notification-list.ts';
import type { NotificationSettingsOfUsers } from '../ports/notification-settings.ts';
import type { Presences } from '../ports/presences.ts';
import type { PushProvider } from '../ports/push-provider.ts';
import type { SessionLog } from '../ports/session-log.ts';
import type { UnreadCounts } from '../ports/unread-counts.ts';
import type { UserDirectory } from '../ports/user-directory.ts';
import type { VideoCalls } from '../ports/video-calls.ts';
import type { StoredJob } from './jobs.ts';

/** What telling users of things takes. */
export interface NotifyingDependencies {
  readonly audience: Audience;
  readonly blocks: Pick<Blocks, 'between'>;
  readonly chatSessions: Pick<ChatSessions, 'find'>;
  readonly directory: Pick<ChatSessionDirectory, 'view'>;
  readonly sessionLog: Pick<SessionLog, 'entryAt' | 'entriesAt'>;
  readonly videoCalls: Pick<VideoCalls, 'find'>;
  readonly unreadCounts: UnreadCounts;
  readonly presences: Pick<Presences, 'of'>;
  readonly devices: Devices;
  readonly notificationSettings: NotificationSettingsOfUsers;
  readonly notices: Notices;
  readonly notificationList: Pick<NotificationList, 'add'>;
  readonly users: UserDirectory;
  readonly pushProvider: PushProvider;
  readonly emailSender: EmailSender;
  readonly pushes: JobQueue<StoredJob>;
  readonly clock: Clock;
  /** From 0 up to and without 1. */
  readonly random: () => number;
}
