import type { CallEvents } from '../../application/ports/call-events.ts';
import type { Presences } from '../../application/ports/presences.ts';
import type { CallDependencies } from '../../application/video-calls/save-in-rounds.ts';
import { openCallEvents } from '../appsync/open-live-delivery.ts';
import type { Undelivered } from '../appsync/telling.ts';
import type { ChatTables } from '../dynamodb/chat-tables.ts';
import { DynamoDbSessionLog } from '../dynamodb/session-log.ts';
import { DynamoDbVideoCalls } from '../dynamodb/video-calls.ts';
import { pacing, systemClock } from './compose-tables.ts';
import type { Environment } from './settings.ts';
import { readLiveDeliverySettings } from './settings.ts';

/** Tells the subscribers of the API that the environment names, as the function's role. @throws {WrongSetting} */
export function composeCallEvents(environment: Environment, report: (undelivered: Undelivered) => void): CallEvents {
  const { endpoint, ...access } = readLiveDeliverySettings(environment);
  return openCallEvents({ ...access, endpoint: Promise.resolve(endpoint) }, report);
}

/** Whom a change of a call reaches. */
export type CallChangeParts = Pick<CallDependencies, 'live' | 'callEvents' | 'callTokens' | 'reportNotShown'>;

/** What every change of a call takes. It loads nothing of who records calls or lets people into their channels. */
export const callsOn = (tables: ChatTables, presences: Presences, parts: CallChangeParts): CallDependencies => ({
  videoCalls: new DynamoDbVideoCalls(tables),
  sessionLog: new DynamoDbSessionLog(tables),
  presences,
  live: parts.live,
  callEvents: parts.callEvents,
  callTokens: parts.callTokens,
  reportNotShown: parts.reportNotShown,
  clock: systemClock,
  pacing,
});
