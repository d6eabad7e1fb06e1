import { randomBytes, randomUUID } from 'node:crypto';
import type { Admissions } from '../../application/ports/admissions.ts';
import type { Blocks } from '../../application/ports/blocks.ts';
import type { ChatSessionDirectory } from '../../application/ports/chat-session-directory.ts';
import type { LessonSessionDependencies } from '../../application/chat-sessions/lesson-session-dependencies.ts';
import type { ChatSessions } from '../../application/ports/chat-sessions.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { CoMembers } from '../../application/ports/co-members.ts';
import type { ContentChecks } from '../../application/ports/content-checks.ts';
import type { Devices } from '../../application/ports/devices.ts';
import type { DiscoverableSessions } from '../../application/ports/discoverable-sessions.ts';
import type { Ids, OpenedSessionIds } from '../../application/ports/ids.ts';
import type { LiveDelivery } from '../../application/ports/live-delivery.ts';
import type { MessageChanges } from '../../application/ports/message-changes.ts';
import type { NotificationList } from '../../application/ports/notification-list.ts';
import type { NotificationSettingsOfUsers } from '../../application/ports/notification-settings.ts';
import type { Pacing } from '../../application/ports/pacing.ts';
import type { Preferences } from '../../application/ports/preferences.ts';
import type { Presences } from '../../application/ports/presences.ts';
import type { RateGuards } from '../../application/ports/rate-guards.ts';
import type { SessionLog } from '../../application/ports/session-log.ts';
import type { HourlyRates } from '../../application/ports/hourly-rates.ts';
import { enteringService } from '../../application/services/entering.ts';
import { noticesService } from '../../application/services/notices.ts';
import { ownService } from '../../application/services/own.ts';
import { sessionChanges } from '../../application/services/session-changes.ts';
import { archiveLessonSession } from '../../application/use-cases/archive-lesson-session.ts';
import { checkContent } from '../../application/use-cases/check-content.ts';
import { createChatSession } from '../../application/use-cases/create-chat-session.ts';
import { closePoll } from '../../application/use-cases/close-poll.ts';
import { endLiveDelivery } from '../../application/use-cases/end-live-delivery.ts';
import { listMyChatSessions } from '../../application/use-cases/list-my-chat-sessions.ts';
import { listInboxSessions } from '../../application/use-cases/list-inbox-sessions.ts';
import { openLessonSession } from '../../application/use-cases/open-lesson-session.ts';
import { presenceToTell } from '../../application/use-cases/presence-to-tell.ts';
import { readPresence } from '../../application/use-cases/read-presence.ts';
import { setPresence } from '../../application/use-cases/set-presence.ts';
import { votePoll } from '../../application/use-cases/vote-poll.ts';
import { watchPresence } from '../../application/use-cases/watch-presence.ts';
import { watchTyping } from '../../application/use-cases/watch-typing.ts';
import type { CallDependencies } from '../../application/video-calls/save-in-rounds.ts';
import { parseSessionId } from '../../domain/shared/ids.ts';
import type { Undelivered } from '../appsync/telling.ts';
import { openLiveDelivery } from '../appsync/open-live-delivery.ts';
import { createContentChecks } from '../content-checks/content-checks.ts';
import { DynamoDbAdmissions } from '../dynamodb/admissions.ts';
import { DynamoDbBlocks } from '../dynamodb/blocks.ts';
import { DynamoDbChatSessionDirectory } from '../dynamodb/chat-session-directory.ts';
import { DynamoDbChatSessions } from '../dynamodb/chat-sessions.ts';
import { DynamoDbCoMembers } from '../dynamodb/co-members.ts';
import { DynamoDbDevices } from '../dynamodb/devices.ts';
import { DynamoDbDiscoverableSessions } from '../dynamodb/discoverable-sessions.ts';
import { DynamoDbMessageChanges } from '../dynamodb/message-changes.ts';
import { DynamoDbNotificationList } from '../dynamodb/notification-list.ts';
import { DynamoDbNotificationSettings } from '../dynamodb/notification-settings.ts';
import { DynamoDbPreferences } from '../dynamodb/preferences.ts';
import { DynamoDbRateGuards } from '../dynamodb/rate-guards.ts';
import { DynamoDbSessionLog } from '../dynamodb/session-log.ts';
import { peerToPeer } from '../peer-to-peer/tokens.ts';
import { lessonSessionIds } from '../uuid/lesson-session-ids.ts';
import { openedSessionIds } from '../uuid/opened-session-ids.ts';
import type { ServiceAnswer } from './chat-service-answer.ts';
import { contentFields } from './fields/content.ts';
import { creatingSessions } from './fields/creating-sessions.ts';
import { enteringFields } from './fields/entering.ts';
import { liveFields } from './fields/live.ts';
import { membershipFields } from './fields/membership.ts';
import { mySessions } from './fields/my-sessions.ts';
import { noticeFields } from './fields/notices.ts';
import { ownFields } from './fields/own.ts';
import { pollFields } from './fields/polls.ts';
import { presenceFields } from './fields/presence.ts';
import { sessionChangeFields } from './fields/session-changes.ts';
import { handleChatService } from './handle-chat-service.ts';
import type { RefusedLessonEvent } from './handle-lesson-event.ts';
import { handleLessonEvent } from './handle-lesson-event.ts';
import type { CallChangeParts } from './compose-call-changes.ts';
import { callsOn } from './compose-call-changes.ts';
import { openPresence } from './compose-presence.ts';
import { openTables, pacing, systemClock } from './compose-tables.ts';
import type { Environment } from './settings.ts';
import type { ServiceFields } from './service-field.ts';
import { readHourlyRates, readLiveDeliverySettings } from './settings.ts';

export interface ChatServiceDependencies extends HourlyRates {
  readonly chatSessions: ChatSessions;
  readonly sessionLog: SessionLog;
  readonly messageChanges: MessageChanges;
  readonly directory: ChatSessionDirectory;
  readonly presences: Presences;
  readonly blocks: Blocks;
  readonly preferences: Preferences;
  readonly admissions: Admissions;
  readonly discoverableSessions: DiscoverableSessions;
  readonly rateGuards: RateGuards;
  readonly coMembers: CoMembers;
  readonly devices: Devices;
  readonly notificationSettings: NotificationSettingsOfUsers;
  readonly notificationList: NotificationList;
  readonly contentChecks: ContentChecks;
  readonly live: LiveDelivery;
  /** What ends the call of two who do not talk any more. */
  readonly calls: CallDependencies;
  readonly clock: Clock;
  readonly pacing: Pacing;
  readonly ids: Ids;
  readonly openedSessionIds: OpenedSessionIds;
}

/** The chat service on whatever adapters it is given. */
export interface HandlesChatService {
  /** Takes what the `ChatService` data source sends. @throws {MalformedEvent} */
  readonly handle: (event: unknown) => Promise<ServiceAnswer<unknown>>;
}

export function createChatService(dependencies: ChatServiceDependencies): HandlesChatService {
  const changes = sessionChanges(dependencies);
  const fields: ServiceFields = {
    ...contentFields({ checkContent: checkContent(dependencies) }),
    ...creatingSessions({ createChatSession: createChatSession(dependencies) }),
    ...mySessions({ listMyChatSessions: listMyChatSessions(dependencies) }),
    ...sessionChangeFields(changes),
    ...membershipFields(changes),
    ...enteringFields(enteringService(dependencies)),
    ...ownFields(ownService(dependencies)),
    ...noticeFields(noticesService(dependencies)),
    ...pollFields({ votePoll: votePoll(dependencies), closePoll: closePoll(dependencies) }),
    ...presenceFields({
      setPresence: setPresence(dependencies),
      presenceToTell: presenceToTell(dependencies),
      readPresence: readPresence(dependencies),
      watchPresence: watchPresence(dependencies),
    }),
    ...liveFields({
      endLiveDelivery: endLiveDelivery(dependencies),
      listInboxSessions: listInboxSessions(dependencies),
      watchTyping: watchTyping(dependencies),
    }),
  };
  return { handle: (event) => handleChatService(fields, event) };
}

/** As it runs on AWS and locally: on DynamoDB, with this machine's clock and random ids. */
export interface ComposedChatService extends HandlesChatService {
  /** Lets go of its connections. */
  close(): void;
}

/** Tells the subscribers of the API that the environment names, as the function's role. @throws {WrongSetting} */
export function composeLiveDelivery(
  environment: Environment,
  report: (undelivered: Undelivered) => void,
): LiveDelivery {
  const { endpoint, ...access } = readLiveDeliverySettings(environment);
  return openLiveDelivery({ ...access, endpoint: Promise.resolve(endpoint) }, report);
}

export type ChatServiceParts = Omit<CallChangeParts, 'callTokens' | 'live'> & { readonly live: LiveDelivery };

/** @throws {WrongSetting} */
export function composeChatService(environment: Environment, parts: ChatServiceParts): ComposedChatService {
  const { tables, close } = openTables(environment);
  const presence = openPresence(environment, tables);
  const service = createChatService({
    chatSessions: new DynamoDbChatSessions(tables),
    sessionLog: new DynamoDbSessionLog(tables),
    messageChanges: new DynamoDbMessageChanges(tables),
    directory: new DynamoDbChatSessionDirectory(tables),
    presences: presence.presences,
    blocks: new DynamoDbBlocks(tables),
    preferences: new DynamoDbPreferences(tables),
    admissions: new DynamoDbAdmissions(tables),
    discoverableSessions: new DynamoDbDiscoverableSessions(tables),
    rateGuards: new DynamoDbRateGuards(tables),
    ...readHourlyRates(environment),
    coMembers: new DynamoDbCoMembers(tables),
    devices: new DynamoDbDevices(tables),
    notificationSettings: new DynamoDbNotificationSettings(tables),
    notificationList: new DynamoDbNotificationList(tables),
    contentChecks: createContentChecks({ now: () => performance.now() }),
    live: parts.live,
    // A call that is closed has nobody removed from its channel: their clients leave it.
    calls: callsOn(tables, presence.presences, { ...parts, callTokens: peerToPeer }),
    clock: systemClock,
    pacing,
    ids: { sessionId, alias },
    openedSessionIds,
  });
  const closeAll = (): void => {
    presence.close();
    close();
  };
  return { handle: service.handle, close: closeAll };
}

/** What follows lessons, on whatever adapters it is given. */
export interface HandlesLessonEvents {
  /** Takes events as EventBridge delivers them. Rejects where the same event is to be delivered again. */
  readonly handle: (event: unknown) => Promise<void>;
}

/** @param refuse is told of each event that no repetition can make good. */
export function createLessonEvents(
  dependencies: LessonSessionDependencies,
  refuse: (refused: RefusedLessonEvent) => void,
): HandlesLessonEvents {
  const sessions = {
    openLessonSession: openLessonSession(dependencies),
    archiveLessonSession: archiveLessonSession(dependencies),
  };
  return { handle: (event) => handleLessonEvent(sessions, refuse, event) };
}

/** As it runs on AWS and locally: on DynamoDB, with this machine's clock. */
export interface ComposedLessonEvents extends HandlesLessonEvents {
  /** Lets go of its connections. */
  close(): void;
}

/** @throws {WrongSetting} */
export function composeLessonEvents(
  environment: Environment,
  live: LiveDelivery,
  refuse: (refused: RefusedLessonEvent) => void,
): ComposedLessonEvents {
  const { tables, close } = openTables(environment);
  const dependencies = {
    chatSessions: new DynamoDbChatSessions(tables),
    sessionLog: new DynamoDbSessionLog(tables),
    live,
    clock: systemClock,
    pacing,
    ids: { ...lessonSessionIds, alias },
  };
  return { handle: createLessonEvents(dependencies, refuse).handle, close };
}

/** Eight hexadecimal digits: among a thousand members, two have the same in one session of ten thousand. */
const alias = (): string => `Anonymous ${randomBytes(4).toString('hex')}`;

function sessionId() {
  const id = parseSessionId(randomUUID());
  if (id === undefined) throw new Error('unable to name a session; this platform made no lower-case UUID');
  return id;
}
