import { randomBytes, randomUUID } from 'node:crypto';
import type { CallEvents } from '../../application/ports/call-events.ts';
import type { CallIds } from '../../application/ports/ids.ts';
import type { FileJob } from '../../application/ports/file-jobs.ts';
import type { JobQueue } from '../../application/ports/job-queue.ts';
import type { LiveDelivery } from '../../application/ports/live-delivery.ts';
import { calls } from '../../application/services/calls.ts';
import type { InitiateCallDependencies } from '../../application/use-cases/initiate-call.ts';
import type { TimedOut } from '../../application/use-cases/time-out-calls.ts';
import { handleRecordingWebhook } from '../../application/use-cases/handle-recording-webhook.ts';
import { timeOutCalls } from '../../application/use-cases/time-out-calls.ts';
import type { CallDependencies } from '../../application/video-calls/save-in-rounds.ts';
import type { RecordingDependencies } from '../../application/video-calls/recording-dependencies.ts';
import type { AnsweringDependencies } from '../../application/video-calls/stop-ringing.ts';
import { parseCallId } from '../../domain/shared/ids.ts';
import { readAgoraSettings } from '../agora/settings.ts';
import type { ChatTables } from '../dynamodb/chat-tables.ts';
import { DynamoDbBlocks } from '../dynamodb/blocks.ts';
import { DynamoDbChatSessions } from '../dynamodb/chat-sessions.ts';
import { DynamoDbAttachments } from '../dynamodb/attachments.ts';
import type { S3Settings } from '../s3/connection.ts';
import { openFileStore } from '../s3/open-file-store.ts';
import { readS3Settings } from '../s3/settings.ts';
import { takesNotices, type TakesNotices } from './compose-agora-notices.ts';
import type { ServiceAnswer } from './chat-service-answer.ts';
import type { ReportNotExpelled } from './compose-agora.ts';
import { callRecordingsOf, callTokensOf } from './compose-agora.ts';
import { callsOn } from './compose-call-changes.ts';
import { openPresence } from './compose-presence.ts';
import { openTables } from './compose-tables.ts';
import { callFields } from './fields/calls.ts';
import { fileId } from './file-ids.ts';
import { handleChatService } from './handle-chat-service.ts';
import type { Environment } from './settings.ts';

export type { TimedOut };
export type CallServiceDependencies = InitiateCallDependencies & RecordingDependencies & AnsweringDependencies;

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

export interface CallParts {
  readonly live: LiveDelivery;
  readonly callEvents: CallEvents;
  readonly report: ReportNotExpelled;
  readonly reportNotShown: CallDependencies['reportNotShown'];
}

/** What every change of a call takes, on the tables and the presence of the environment. */
export interface OpenCalls {
  readonly tables: ChatTables;
  readonly calls: CallDependencies;
  /** Lets go of its connections. */
  readonly close: () => void;
}

/** @throws {WrongSetting} */
export function openCalls(environment: Environment, parts: CallParts): OpenCalls {
  const { tables, close } = openTables(environment);
  const presence = openPresence(environment, tables);
  const callTokens = callTokensOf(environment, parts.report);
  return {
    tables,
    calls: callsOn(tables, presence.presences, { ...parts, callTokens }),
    close() {
      presence.close();
      close();
    },
  };
}

export interface ComposedCallService extends HandlesCallService {
  /** Lets go of its connections. */
  close(): void;
}

/** Where recordings are put, and who makes files of a session of them. */
export interface RecordingParts {
  readonly s3: S3Settings;
  readonly fileJobs: JobQueue<FileJob>;
}

/** As the environment names it. @throws {Error} naming the first setting that cannot be meant. */
export const recordingPartsOf = (environment: Environment, fileJobs: JobQueue<FileJob>): RecordingParts => ({
  s3: readS3Settings(environment),
  fileJobs,
});

/** Calls run on Agora where the environment has a project of theirs, and else from browser to browser. @throws {WrongSetting} */
export function composeCallService(
  environment: Environment,
  parts: CallParts,
  { s3, fileJobs, pushes }: RecordingParts & Pick<AnsweringDependencies, 'pushes'>,
): ComposedCallService {
  const callRecordings = callRecordingsOf(environment, s3);
  const { tables, calls: changing, close } = openCalls(environment, parts);
  const store = openFileStore(s3);
  const service = createCallService({
    ...changing,
    chatSessions: new DynamoDbChatSessions(tables),
    blocks: new DynamoDbBlocks(tables),
    attachments: new DynamoDbAttachments(tables),
    callRecordings,
    fileStore: store.files,
    fileJobs,
    pushes,
    fileId,
    callIds,
  });
  return {
    ...service,
    close() {
      store.close();
      close();
    },
  };
}

export interface ComposedAgoraNotices {
  /** `undefined` where the environment has no secret that notices are signed with. */
  readonly take: TakesNotices | undefined;
  /** Lets go of its connections. */
  close(): void;
}

/** What takes Agora's notices of recordings. @throws {WrongSetting} */
export function composeAgoraNotices(environment: Environment, parts: CallParts): ComposedAgoraNotices {
  const secret = readAgoraSettings(environment)?.webhookSecret ?? null;
  const { calls: changing, close } = openCalls(environment, parts);
  const handle = handleRecordingWebhook({ ...changing, fileId });
  return { take: secret === null ? undefined : takesNotices(secret, handle), close };
}

const callIds: CallIds = {
  callId: () => {
    const id = parseCallId(randomUUID());
    if (id === undefined) throw new Error('unable to name a call; this platform made no lower-case UUID');
    return id;
  },
  callSecret: () => randomBytes(16).toString('base64url'),
};
