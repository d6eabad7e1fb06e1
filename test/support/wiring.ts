import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { tableSettings } from '../../adapters/dynamodb/layout/index.ts';
import { openedSessionIds } from '../../adapters/uuid/opened-session-ids.ts';
import type { HourlyRates } from '../../application/ports/hourly-rates.ts';
import { createContentChecks } from '../../adapters/content-checks/content-checks.ts';
import { createChatService } from '../../adapters/lambda/compose.ts';
import { createCallService } from '../../adapters/lambda/compose-calls.ts';
import { createFileService } from '../../adapters/lambda/compose-files.ts';
import { MemoryCallEvents } from '../../adapters/memory/call-events.ts';
import { MemoryCallRecordings } from '../../adapters/memory/call-recordings.ts';
import { MemoryCallTokens } from '../../adapters/memory/call-tokens.ts';
import { MemoryFileStore } from '../../adapters/memory/file-store.ts';
import type { CallEvents } from '../../application/ports/call-events.ts';
import type { LiveDelivery } from '../../application/ports/live-delivery.ts';
import { instantOf } from '../../domain/shared/instant.ts';
import type { DataSourceName } from '../../resolvers/manifest.ts';
import type {
  Clock,
  DataSource,
  DataSourceAnswer,
  Json,
  Metrics,
  ResolverCode,
  ResolverContext,
} from '../../runtime/contract.ts';
import {
  createDynamoDbDataSource,
  createLambdaDataSource,
  createNoneDataSource,
  type DynamoDbFaults,
  type OperationRecord,
} from '../../runtime/data-sources/index.ts';
import type { DynamoDbConnection } from '../../runtime/engine/index.ts';
import { createEvaluator } from '../../runtime/evaluator/index.ts';
import { prepareResolverCode } from '../../runtime/resolver-code.ts';
import { aCallId, aCallSecret } from '../builders/calls.ts';
import { aFileId } from '../builders/files.ts';
import { hurried } from '../builders/pacing.ts';
import { aSessionId, anAlias } from '../builders/people.ts';
import type { DynamoDbUnderTest } from '../contracts/dynamodb-stores.ts';

/** The repository. */
export const root = resolve(import.meta.dirname, '../..');

export const quiet = { debug() {}, info() {}, warn() {}, error() {} };

/** What one function or unit resolver asks of its data source. */
export interface DataSourceCall {
  readonly source: DataSourceName;
  /** As the request handler returned it. */
  readonly request: Json;
  readonly context: ResolverContext;
}

/** What tests may change about the data sources, or see of them. */
export interface Watching {
  /** Makes calls to DynamoDB fail. */
  readonly faults?: DynamoDbFaults;
  /** Told of every call to DynamoDB, after its answer. */
  readonly onOperation?: (record: OperationRecord) => void;
  /** Stands around every call of a data source: to watch it, to hold it up, or never to answer it. */
  readonly around?: (call: DataSourceCall, proceed: () => Promise<DataSourceAnswer>) => Promise<DataSourceAnswer>;
}

export interface DataSourceParts extends Watching {
  readonly engine: DynamoDbUnderTest;
  readonly connection: DynamoDbConnection;
  readonly clock: Clock;
  readonly metrics: Metrics;
  /** Whom the chat service tells of what it did. */
  readonly live: LiveDelivery;
  /** Whom the call service tells; default: nobody. */
  readonly callEvents?: CallEvents;
  /** Default: no limits. */
  readonly hourlyRates?: HourlyRates;
}

/** The real one: it holds nothing and asks nobody. Code gets all the time it needs. */
export const contentChecks = createContentChecks({ now: () => 0 });

/** The data sources of the manifest on a database engine, with the chat service in this process. */
export function dataSourcesOn(parts: DataSourceParts): ReadonlyMap<DataSourceName, DataSource> {
  const { engine, connection, clock, metrics, live, hourlyRates, faults, onOperation, around } = parts;
  const { chat, guards } = engine.tables;
  const now = { now: () => instantOf(clock.now()) };
  const calls = {
    ...engine.stores,
    live,
    callEvents: parts.callEvents ?? new MemoryCallEvents(),
    callTokens: new MemoryCallTokens(),
    reportNotShown: () => undefined,
    clock: now,
    pacing: hurried,
  };
  const chatService = createChatService({
    ...engine.stores,
    calls,
    contentChecks,
    live,
    clock: now,
    pacing: hurried,
    ids: { sessionId: aSessionId, alias: anAlias },
    openedSessionIds,
    sessionsPerHour: hourlyRates?.sessionsPerHour ?? 0,
    joinsPerHour: hourlyRates?.joinsPerHour ?? 0,
  });
  const fileStore = new MemoryFileStore(now);
  const fileService = createFileService({
    ...engine.stores,
    fileStore,
    fileLinks: fileStore,
    // Nobody looks at files here.
    fileJobs: { send: async () => undefined },
    live,
    clock: now,
    fileId: aFileId,
    secret: randomUUID,
  });
  const callService = createCallService({
    ...calls,
    ...engine.stores,
    callRecordings: new MemoryCallRecordings(),
    fileStore,
    fileJobs: { send: async () => undefined },
    fileId: aFileId,
    pushes: { send: async () => undefined },
    callIds: { callId: aCallId, callSecret: aCallSecret },
  });
  const table = {
    connection,
    metrics,
    tokenSecret: randomUUID(),
    ...(faults === undefined ? {} : { faults }),
    ...(onOperation === undefined ? {} : { onOperation }),
  };
  const watched = (source: DataSourceName, inner: DataSource): [DataSourceName, DataSource] => [
    source,
    {
      name: inner.name,
      invoke: (request, context) => {
        const proceed = () => inner.invoke(request, context);
        return around === undefined ? proceed() : around({ source, request, context }, proceed);
      },
    },
  ];
  return new Map([
    watched('Chat', createDynamoDbDataSource({ ...table, name: 'Chat', table: chat })),
    watched('Guards', createDynamoDbDataSource({ ...table, name: 'Guards', table: guards })),
    watched(
      'ChatService',
      createLambdaDataSource({ name: 'ChatService', invoke: chatService.handle, metrics, log: quiet }),
    ),
    watched(
      'FileService',
      createLambdaDataSource({ name: 'FileService', invoke: fileService.handle, metrics, log: quiet }),
    ),
    watched(
      'CallService',
      createLambdaDataSource({ name: 'CallService', invoke: callService.handle, metrics, log: quiet }),
    ),
    watched('None', createNoneDataSource({ name: 'None' })),
  ]);
}

/** `ctx.env` for these tables. Without a word in `more` there is no limit of messages a minute. */
export function environmentOf(
  { tables: { chat, guards } }: DynamoDbUnderTest,
  more: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  return { [tableSettings.chat]: chat, [tableSettings.guards]: guards, MESSAGES_PER_MINUTE: '0', ...more };
}

let prepared: ReturnType<typeof prepareResolverCode> | undefined;

/** All code of the manifest, bundled as for AppSync, by the names that the manifest gives: read once for all tests of a process. */
export async function loadResolverCode(clock: Clock): Promise<ReadonlyMap<string, ResolverCode>> {
  prepared ??= prepareResolverCode({ root, loaded: performance.timeOrigin });
  const evaluator = createEvaluator({ now: () => clock.now() });
  return new Map((await prepared).map((code) => [code.name, evaluator.open(code)]));
}
