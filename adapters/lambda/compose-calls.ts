import { randomBytes, randomUUID } from 'node:crypto';
import type { CallEvents } from '../../application/ports/call-events.ts';
import type { CallIds } from '../../application/ports/ids.ts';
import type { CallTokens } from '../../application/ports/call-tokens.ts';
import type { LiveDelivery } from '../../application/ports/live-delivery.ts';
import { calls } from '../../application/services/calls.ts';
import type { InitiateCallDependencies } from '../../application/use-cases/initiate-call.ts';
import type { TimedOut } from '../../application/use-cases/time-out-calls.ts';
import { timeOutCalls } from '../../application/use-cases/time-out-calls.ts';
import type { CallDependencies } from '../../application/video-calls/save-in-rounds.ts';
import type { RecordingDependencies } from '../../application/video-calls/recording-dependencies.ts';
import { parseCallId } from '../../domain/shared/ids.ts';
import type { AgoraRequest, AgoraAnswer } from '../agora/rest.ts';
import { AgoraRest } from '../agora/rest.ts';
import type { AgoraSettings } from '../agora/settings.ts';
import { readAgoraSettings } from '../agora/settings.ts';
import { AgoraCallTokens, type NotExpelled } from '../agora/tokens.ts';
import { openCallEvents } from '../appsync/open-live-delivery.ts';
import type { Undelivered } from '../appsync/telling.ts';
import type { ChatTables } from '../dynamodb/chat-tables.ts';
import { DynamoDbBlocks } from '../dynamodb/blocks.ts';
import { DynamoDbChatSessions } from '../dynamodb/chat-sessions.ts';
import { DynamoDbSessionLog } from '../dynamodb/session-log.ts';
import { DynamoDbVideoCalls } from '../dynamodb/video-calls.ts';
import { noRecordings } from '../peer-to-peer/recordings.ts';
import { peerToPeer } from '../peer-to-peer/tokens.ts';
import type { ServiceAnswer } from './chat-service-answer.ts';
import { openTables, pacing, systemClock } from './compose-tables.ts';
import { callFields } from './fields/calls.ts';
import { handleChatService } from './handle-chat-service.ts';
import type { Environment } from './settings.ts';
import { readLiveDeliverySettings } from './settings.ts';

export type { TimedOut };
export type CallServiceDependencies = InitiateCallDependencies & RecordingDependencies;

/** Calls on whatever adapters they are given. */
export interface HandlesCallService {
  /** Takes what the `CallService` data source sends. @throws {MalformedEvent} */
  readonly handle: (event: unknown) => Promise<ServiceAnswer<unknown>>;
  /** Looks at what time made of calls. Run by a schedule. */
  readonly timeOut: () => Promise<TimedOut>;
}

export function createCallService(dependencies: CallServiceDependencies): HandlesCallService {
  const fields = callFields(calls(dependencies));
  return { handle: (event) => handleChatService(fields, event), timeOut: timeOutCalls(dependencies) };
}

/** What reports that someone could not be kept out of a channel. */
export type ReportNotExpelled = (failure: NotExpelled) => void;

/** Tells the subscribers of the API that the environment names, as the function's role. @throws {WrongSetting} */
export function composeCallEvents(environment: Environment, report: (undelivered: Undelivered) => void): CallEvents {
  const { endpoint, ...access } = readLiveDeliverySettings(environment);
  return openCallEvents({ ...access, endpoint: Promise.resolve(endpoint) }, report);
}

export interface CallParts {
  readonly live: LiveDelivery;
  readonly callEvents: CallEvents;
  readonly report: ReportNotExpelled;
}

/** What every change of a call takes. @throws {WrongSetting} */
export const callsOn = (environment: Environment, tables: ChatTables, parts: CallParts): CallDependencies => ({
  videoCalls: new DynamoDbVideoCalls(tables),
  sessionLog: new DynamoDbSessionLog(tables),
  live: parts.live,
  callEvents: parts.callEvents,
  callTokens: callTokensOf(readAgoraSettings(environment), parts.report),
  clock: systemClock,
  pacing,
});

export interface ComposedCallService extends HandlesCallService {
  /** Lets go of its connections. */
  close(): void;
}

/** Calls run on Agora where the environment has a project of theirs, and else from browser to browser. @throws {WrongSetting} */
export function composeCallService(environment: Environment, parts: CallParts): ComposedCallService {
  const { tables, close } = openTables(environment);
  const service = createCallService({
    ...callsOn(environment, tables, parts),
    chatSessions: new DynamoDbChatSessions(tables),
    blocks: new DynamoDbBlocks(tables),
    callRecordings: noRecordings,
    callIds,
  });
  return { ...service, close };
}

const callIds: CallIds = {
  callId: () => {
    const id = parseCallId(randomUUID());
    if (id === undefined) throw new Error('unable to name a call; this platform made no lower-case UUID');
    return id;
  },
  callSecret: () => randomBytes(16).toString('base64url'),
};

function callTokensOf(agora: AgoraSettings | undefined, report: ReportNotExpelled): CallTokens {
  if (agora === undefined) return peerToPeer;
  return new AgoraCallTokens(agora, restOf(agora), report);
}

/** https://docs.agora.io/en/video-calling/reference/restful-authentication */
const restOf = ({ customer }: AgoraSettings): Pick<AgoraRest, 'send'> =>
  customer === null
    ? withoutCustomer
    : new AgoraRest(
        {
          baseUrl: 'https://api.sd-rtn.com',
          customerId: customer.id,
          customerSecret: customer.secret,
          timeoutMs: 3_000,
        },
        pacing,
      );

/** Nobody can be kept out by it; their tokens lapse within the hour. */
const withoutCustomer = {
  send: async (_: AgoraRequest): Promise<AgoraAnswer> => ({
    kind: 'refused',
    status: 401,
    code: undefined,
    why: 'AGORA_CUSTOMER_ID is not set',
  }),
};
