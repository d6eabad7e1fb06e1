import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openCallEvents, openLiveDelivery } from '../adapters/appsync/open-live-delivery.ts';
import { createTableInputs } from '../adapters/dynamodb/create-tables.ts';
import { tableSettings, type TableName } from '../adapters/dynamodb/layout/index.ts';
import { composeDeliveriesWorker, composeEventsConsumer } from '../adapters/lambda/compose-streams.ts';
import { composeChatService, composeLessonEvents } from '../adapters/lambda/compose.ts';
import { openOutbox } from '../adapters/outbox/outbox.ts';
import { instantOf } from '../domain/shared/instant.ts';
import { cleanUp } from '../application/policies/clean-up.ts';
import { metrics as countEvents } from '../application/policies/metrics.ts';
import { BusEventType, memberGone } from '../domain/vocabulary/bus-events.ts';
import { lessonEventSource, lessonEventTypes } from '../domain/vocabulary/lesson-events.ts';
import { functions, resolvers, type DataSourceName } from '../resolvers/manifest.ts';
import { createEventBus } from './bus/event-bus.ts';
import type { Clock, DataSource, Log, Metrics, ResolverCode } from './contract.ts';
import { createDynamoDbDataSource, createLambdaDataSource, createNoneDataSource } from './data-sources/index.ts';
import { devRoutes } from './dev/routes.ts';
import { connectDynamoDb, ensureTables, openDynamoDb, startExpiry } from './engine/index.ts';
import { createEvaluator } from './evaluator/index.ts';
import { createExecutor, projectEvent } from './executor/index.ts';
import { createGateway } from './gateway/gateway.ts';
import type { RouteHandler } from './gateway/http.ts';
import { jsonRoute } from './gateway/json-route.ts';
import { createOperations } from './gateway/operations.ts';
import { agoraContentSecurityPolicy, defaultContentSecurityPolicy, staticFiles } from './gateway/static-files.ts';
import { createAuthenticator } from './identity/authenticator.ts';
import { iam, type AccessKey } from './identity/iam.ts';
import { createIssuer } from './identity/issuer.ts';
import { userPools } from './identity/user-pools.ts';
import { localSecret } from './local-secret.ts';
import { openNotifying } from './open-notifying.ts';
import { openCalling } from './open-calling.ts';
import { openFileWork } from './open-file-work.ts';
import { openFiles } from './open-files.ts';
import { createRealtime } from './realtime/realtime.ts';
import { prepareResolverCode } from './resolver-code.ts';
import type { Settings } from './settings.ts';
import { onLocalBus } from './side-work/local-bus.ts';
import { onMetrics } from './side-work/on-metrics.ts';
import { openSideWork } from './side-work/side-work.ts';

/** Region and pool of the local stage; they appear in tokens and nowhere else. */
const stage = { region: 'us-east-1', userPoolId: 'us-east-1_parley', clientId: 'parley-web' } as const;

const localTablePrefix = 'parley-';

export interface Parts {
  /** The repository: schema, resolvers and web app are read from it. */
  readonly root: string;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** The built web app. */
  readonly webDir: string;
}

/** The whole product in this process, ready to serve. */
export interface Product {
  readonly url: string;
  /** Stops accepting, finishes what is in flight, and ends the database engine. */
  stop(): Promise<void>;
}

/** The only place that knows every room of the runtime. Whatever was started is stopped again when a later part fails. */
export const composeProduct = async (parts: Parts): Promise<Product> => {
  const started: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of started.splice(0).reverse()) await end();
  };
  try {
    return { url: await start(parts, started), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

const start = async (
  { root, settings, clock, log, metrics, webDir }: Parts,
  started: (() => Promise<void>)[],
): Promise<string> => {
  metrics.gauge('process.residentBytes', () => process.memoryUsage.rss());
  const uuid = (): string => randomUUID();
  await mkdir(settings.dataDir, { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new Error(`unable to keep data in ${settings.dataDir}; ${why}`, { cause });
  });

  const bus = createEventBus({ metrics, log, uuid });

  const engine = await openDynamoDb({
    dataDir: settings.dataDir,
    log,
    clock,
    ...(settings.dynamoDbEndpoint === undefined ? {} : { endpoint: settings.dynamoDbEndpoint }),
    ...(settings.dynamoDbLocalHome === undefined ? {} : { dynamoDbLocalHome: settings.dynamoDbLocalHome }),
  });
  started.push(() => engine.close());
  const database = connectDynamoDb({ endpoint: engine.endpoint, clock });
  started.push(async () => database.close());

  const tables = createTableInputs(localTablePrefix).map(({ create, timeToLive }) => ({
    create: { ...create },
    ttlAttribute: timeToLive,
  }));
  await ensureTables(database, tables);
  if (engine.kind === 'dynoxide') {
    // It takes a time to live and never acts on it; the others do.
    const expiry = startExpiry({ connection: database, tables, clock, log });
    started.push(async () => expiry.stop());
  }
  const physical = (name: TableName): string => localTablePrefix + name;
  const env = {
    [tableSettings.chat]: physical('chat'),
    [tableSettings.guards]: physical('guards'),
    [tableSettings.people]: physical('people'),
    [tableSettings.calls]: physical('calls'),
    MESSAGES_PER_MINUTE: `${settings.messagesPerMinute}`,
  };

  const issuer = await createIssuer({ ...stage, dataDir: settings.dataDir, clock, uuid });
  const functionEnv = {
    ...env,
    SESSIONS_PER_HOUR: `${settings.sessionsPerHour}`,
    JOINS_PER_HOUR: `${settings.joinsPerHour}`,
    AWS_REGION: stage.region,
    DYNAMODB_ENDPOINT: engine.endpoint,
    REDIS_URL: settings.redisUrl,
    ...settings.agora,
  };
  const service = await openServiceKey(settings.dataDir);
  let listening: (endpoint: URL) => void = () => undefined;
  const access = {
    // The services are made before the gateway listens, and the first request comes after it.
    endpoint: new Promise<URL>((resolve) => {
      listening = resolve;
    }),
    region: stage.region,
    credentials: service,
  };
  const undelivered = (one: object): void => log.warn('live-delivery.failed', { ...one });
  const live = openLiveDelivery(access, undelivered);
  const callEvents = openCallEvents(access, undelivered);
  const reportNotShown = (failure: { readonly why: string }): void => log.warn('call.not-shown', { why: failure.why });
  const chatService = composeChatService(functionEnv, { live, callEvents, reportNotShown });
  started.push(async () => chatService.close());
  const lessonEvents = composeLessonEvents(functionEnv, live, (refused) =>
    log.warn('lesson-event.refused', { ...refused }),
  );
  started.push(async () => lessonEvents.close());

  const sideWork = await openSideWork({
    dataDir: settings.dataDir,
    connection: database,
    chatTable: physical('chat'),
    region: stage.region,
    isEmbedded: engine.kind === 'dynoxide',
    bus,
    clock,
    log,
    metrics,
    uuid,
  });
  const files = await openFiles({ settings, region: stage.region, clock, log, bus });
  started.push(() => files.close());
  const calling = openCalling({
    functionEnv,
    live,
    callEvents,
    reportNotShown,
    s3: files.s3,
    fileJobs: sideWork.queue('files'),
    pushes: sideWork.queue('pushes'),
    log,
  });
  started.push(() => calling.stop());
  const events = composeEventsConsumer(functionEnv, calling.parts, onLocalBus(bus));
  started.push(async () => events.close());
  sideWork.read('events', events.consumer);
  sideWork.rule(Object.values(BusEventType), 'metrics');
  sideWork.work('metrics', countEvents({ counts: onMetrics(metrics) }));
  const deliveries = composeDeliveriesWorker(functionEnv, live);
  started.push(async () => deliveries.close());
  sideWork.rule([memberGone.type], 'deliveries', memberGone.facts);
  sideWork.work('deliveries', deliveries.worker);

  const fileWork = openFileWork({
    settings,
    functionEnv,
    s3: files.s3,
    live,
    bus,
    queue: sideWork.queue('files'),
    work: (worker) => sideWork.work('files', worker),
    log,
  });
  started.push(() => fileWork.stop());
  sideWork.rule([BusEventType.AttachmentReleased], 'clean-up');
  sideWork.work('clean-up', cleanUp({ removeObjects: fileWork.work.messageDeleted }));

  const tokenSecret = await localSecret(join(settings.dataDir, 'identity', 'page-tokens'), randomBytes);
  const table = { connection: database, metrics, tokenSecret };
  const sources: Readonly<Record<DataSourceName, DataSource>> = {
    Chat: createDynamoDbDataSource({ ...table, name: 'Chat', table: physical('chat') }),
    Guards: createDynamoDbDataSource({ ...table, name: 'Guards', table: physical('guards') }),
    ChatService: createLambdaDataSource({
      name: 'ChatService',
      invoke: (event) => chatService.handle(event),
      metrics,
      log,
    }),
    FileService: createLambdaDataSource({
      name: 'FileService',
      invoke: (event) => fileWork.service.handle(event),
      metrics,
      log,
    }),
    CallService: createLambdaDataSource({
      name: 'CallService',
      invoke: (event) => calling.service.handle(event),
      metrics,
      log,
    }),
    None: createNoneDataSource({ name: 'None' }),
  };

  const executor = createExecutor({
    schemaSdl: await readFile(join(root, 'schema.graphql'), 'utf8'),
    rows: resolvers,
    functions,
    code: await loadCode(root, clock, log),
    dataSources: new Map(Object.entries(sources)),
    env,
    metrics,
    log,
  });
  const authenticator = createAuthenticator({
    modes: [
      userPools({
        url: issuer.url,
        jwks: issuer.jwks,
        clientIds: [stage.clientId],
        clock,
        isSignedOut: issuer.isSignedOut,
      }),
      iam({ region: stage.region, accessKeys: [service], clock }),
    ],
  });
  const realtime = createRealtime({
    executor,
    authenticator,
    project: (plan, event) => projectEvent(executor.schema, plan, event.field, event.value),
    metrics,
    log,
    clock,
  });
  const run = createOperations({ executor, realtime, metrics });
  for (const detailType of lessonEventTypes) {
    bus.on({ source: lessonEventSource, detailType }, ({ id, source, detail }) =>
      lessonEvents.handle({ id, source, 'detail-type': detailType, detail }),
    );
  }

  const outbox = await openOutbox({
    dataDir: settings.dataDir,
    clock: { now: () => instantOf(Math.trunc(clock.now())) },
  });
  started.push(() => outbox.close());
  const notifying = openNotifying({ functionEnv, sideWork, outbox, vapid: settings.vapid, clock, log });
  started.push(() => notifying.stop());
  // What it does needs all of the above until it is done.
  started.push(() => sideWork.stop());

  const gateway = createGateway({
    host: settings.host,
    port: settings.port,
    authenticator,
    run,
    realtime,
    metrics,
    log,
    uuid,
    routes: {
      'GET /healthz': jsonRoute(() => ({ status: 'ok', database: engine.kind })),
      'GET /schema.graphql': text(await readFile(join(root, 'schema.graphql'), 'utf8')),
      'GET /config.json': jsonRoute(() => ({
        region: stage.region,
        graphqlEndpoint: '/graphql',
        ...(settings.vapid === undefined ? {} : { vapidPublicKey: settings.vapid.publicKey }),
      })),
      ...calling.routes,
      ...devRoutes({ issuer, bus, metrics, realtime, outbox, deadLetters: sideWork.deadLetters }),
    },
    fallback: staticFiles(webDir, {
      contentSecurityPolicy:
        settings.agora['AGORA_APP_ID'] === undefined ? defaultContentSecurityPolicy : agoraContentSecurityPolicy,
    }),
  });
  const { url } = await gateway.start();
  started.push(() => gateway.stop());
  listening(new URL('/graphql', url));
  await sideWork.start();
  return url;
};

/** The IAM key with which the services of this installation call the API: known to nobody else, the same after a restart. */
const openServiceKey = async (dataDir: string): Promise<AccessKey> => ({
  accessKeyId: 'PARLEYSERVICES',
  secretAccessKey: await localSecret(join(dataDir, 'identity', 'service-key'), randomBytes),
  accountId: '000000000000',
  userArn: 'arn:aws:iam::000000000000:role/parley-services',
  username: 'parley-services',
});

const text = (body: string): RouteHandler => {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };
  return async () => ({ status: 200, headers, body });
};

const loadCode = async (root: string, clock: Clock, log: Log): Promise<ReadonlyMap<string, ResolverCode>> => {
  const evaluator = createEvaluator({
    now: () => clock.now(),
    log: (level, values) => log.debug('resolver.console', { level, values: values.length }),
  });
  const prepared = await prepareResolverCode({ root, loaded: performance.timeOrigin });
  return new Map(prepared.map((code) => [code.name, evaluator.open(code)]));
};
