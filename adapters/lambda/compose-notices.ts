import type { NoticeJob, StoredJob } from '../../application/notifications/jobs.ts';
import { releaseDue } from '../../application/notifications/release-due.ts';
import { notifications } from '../../application/policies/notifications.ts';
import { sendPush } from '../../application/policies/send-push.ts';
import type { EmailSender } from '../../application/ports/email-sender.ts';
import type { JobQueue, JobWorker } from '../../application/ports/job-queue.ts';
import type { PushProvider } from '../../application/ports/push-provider.ts';
import type { UserDirectory } from '../../application/ports/user-directory.ts';
import { CognitoUserDirectory } from '../cognito/user-directory.ts';
import { DynamoDbAudience } from '../dynamodb/audience.ts';
import { DynamoDbBlocks } from '../dynamodb/blocks.ts';
import { DynamoDbChatSessionDirectory } from '../dynamodb/chat-session-directory.ts';
import { DynamoDbChatSessions } from '../dynamodb/chat-sessions.ts';
import { DynamoDbDevices } from '../dynamodb/devices.ts';
import { GatheredReads } from '../dynamodb/gathered-reads.ts';
import { DynamoDbNotices } from '../dynamodb/notices.ts';
import { DynamoDbNotificationList } from '../dynamodb/notification-list.ts';
import { DynamoDbNotificationSettings } from '../dynamodb/notification-settings.ts';
import { DynamoDbSessionLog } from '../dynamodb/session-log.ts';
import { DynamoDbUnreadCounts } from '../dynamodb/unread-counts.ts';
import { DynamoDbVideoCalls } from '../dynamodb/video-calls.ts';
import { SqsJobQueue } from '../sqs/job-queue.ts';
import { awsAccess } from './compose-aws.ts';
import { openPresence } from './compose-presence.ts';
import type { ReportNotSent } from './compose-providers.ts';
import { composeProviders } from './compose-providers.ts';
import type { ComposedBatchFunction, Report } from './compose-streams.ts';
import { composeJobFunction, composeStreamFunction, openSqs, queueUrl } from './compose-streams.ts';
import { openTables, systemClock } from './compose-tables.ts';
import { readProviderSettings } from './compose-provider-settings.ts';
import type { Environment } from './settings.ts';
import { WrongSetting } from './settings.ts';

/** What notifications reach the world by. */
export interface NotifyingParts {
  /** The queue `pushes`. */
  readonly pushes: JobQueue<StoredJob>;
  readonly pushProvider: PushProvider;
  readonly emailSender: EmailSender;
  readonly users: UserDirectory;
}

/** What works on the queue `pushes`, on the tables that the environment names. */
export interface OpenNotifying {
  readonly worker: JobWorker<NoticeJob>;
  /** To be called each minute: answers for how many users something is due that was held back. */
  readonly releaseDue: () => Promise<number>;
  /** Lets go of its connections. */
  close(): void;
}

/** Nobody sees it in a push, and the jobs of a batch meet within it. */
const gatheredWithinMs = 5;

/** @throws {WrongSetting} */
export function openNotifying(environment: Environment, parts: NotifyingParts): OpenNotifying {
  const { tables: each, close } = openTables(environment);
  const tables = { ...each, gathered: new GatheredReads(each.client, gatheredWithinMs) };
  const presence = openPresence(environment, tables);
  const notices = new DynamoDbNotices(tables);
  const worker = sendPush({
    ...parts,
    audience: new DynamoDbAudience(tables),
    blocks: new DynamoDbBlocks(tables),
    chatSessions: new DynamoDbChatSessions(tables),
    directory: new DynamoDbChatSessionDirectory(tables),
    sessionLog: new DynamoDbSessionLog(tables),
    videoCalls: new DynamoDbVideoCalls(tables),
    unreadCounts: new DynamoDbUnreadCounts(tables),
    presences: presence.presences,
    devices: new DynamoDbDevices(tables),
    notificationSettings: new DynamoDbNotificationSettings(tables),
    notices,
    notificationList: new DynamoDbNotificationList(tables),
    clock: systemClock,
    random: Math.random,
  });
  return {
    worker,
    releaseDue: releaseDue({ notices, pushes: parts.pushes, clock: systemClock }),
    close: () => {
      presence.close();
      close();
    },
  };
}

/** The reader `notifications`. @throws {WrongSetting} */
export function composeNotifications(environment: Environment, report: Report): ComposedBatchFunction {
  const sqs = openSqs(environment);
  const pushes = new SqsJobQueue<StoredJob>(sqs, queueUrl(environment, 'PUSHES_URL'));
  const reader = composeStreamFunction(environment, notifications({ pushes }), report);
  const close = (): void => {
    reader.close();
    sqs.destroy();
  };
  return { handle: reader.handle, close };
}

/** The worker `pushes`, whose queue `QUEUE_URL` is the one that it sends further jobs to. @throws {WrongSetting} */
export function composePushes(environment: Environment, report: ReportNotSent): ComposedBatchFunction {
  const sqs = openSqs(environment);
  const providers = composeProviders(readProviderSettings(environment), systemClock, report);
  const notifying = openNotifying(environment, {
    pushes: new SqsJobQueue<StoredJob>(sqs, queueUrl(environment, 'QUEUE_URL')),
    pushProvider: providers.pushes,
    emailSender: providers.emails,
    users: openUserDirectory(environment),
  });
  const jobs = composeJobFunction(environment, notifying.worker);
  const close = (): void => {
    for (const one of [jobs, notifying, providers]) one.close();
    sqs.destroy();
  };
  return { handle: jobs.handle, close };
}

/** What looks each minute for what is due. */
export interface ComposedSchedule {
  /** Answers for how many users there was something. */
  readonly run: () => Promise<number>;
  close(): void;
}

/** @throws {WrongSetting} */
export function composeDueNotifications(environment: Environment): ComposedSchedule {
  const sqs = openSqs(environment);
  const { tables, close } = openTables(environment);
  const pushes = new SqsJobQueue<StoredJob>(sqs, queueUrl(environment, 'PUSHES_URL'));
  const run = releaseDue({ notices: new DynamoDbNotices(tables), pushes, clock: systemClock });
  const closeAll = (): void => {
    close();
    sqs.destroy();
  };
  return { run, close: closeAll };
}

/** The users of `USER_POOL_ID`. @throws {WrongSetting} */
function openUserDirectory(environment: Environment): UserDirectory {
  const userPoolId = environment['USER_POOL_ID'];
  if (!userPoolId || !/^[\w-]+_[0-9a-zA-Z]+$/.test(userPoolId)) {
    throw new WrongSetting('USER_POOL_ID', userPoolId, 'the id of a user pool');
  }
  return new CognitoUserDirectory({ ...awsAccess(environment, 'cognito-idp', 3_000), userPoolId });
}
