import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, it } from 'vitest';
import { tableSettings, type Key, type TableName } from '../../adapters/dynamodb/layout/index.ts';
import { createChatService } from '../../adapters/lambda/compose.ts';
import { instantOf } from '../../domain/shared/instant.ts';
import { codeOf, codeOfFunction, functions, resolvers, type DataSourceName } from '../../resolvers/manifest.ts';
import type {
  Clock,
  DataSource,
  DataSourceAnswer,
  GraphQLAnswer,
  Json,
  JsonObject,
  ResolverContext,
} from '../../runtime/contract.ts';
import {
  createDynamoDbDataSource,
  createLambdaDataSource,
  createNoneDataSource,
  type DynamoDbFaults,
  type OperationRecord,
} from '../../runtime/data-sources/index.ts';
import { connectDynamoDb, EngineUnavailable } from '../../runtime/engine/index.ts';
import { createEvaluator } from '../../runtime/evaluator/index.ts';
import { createExecutor } from '../../runtime/executor/index.ts';
import { isJsonArray, isJsonObject, parseJson } from '../../runtime/json.ts';
import { createMetrics } from '../../runtime/observe/index.ts';
import { bundleResolvers } from '../../tools/bundle-resolvers.ts';
import { aSessionId } from '../builders/people.ts';
import { startDynamoDb, type DynamoDbUnderTest } from '../contracts/dynamodb-stores.ts';
import type { Stores } from '../contracts/stores.ts';

const root = resolve(import.meta.dirname, '../..');

/** What one function or unit resolver asks of its data source. */
export interface DataSourceCall {
  readonly source: DataSourceName;
  /** As the request handler returned it. */
  readonly request: Json;
  readonly context: ResolverContext;
}

export interface ApiOptions {
  /** What resolvers and the chat service take for now. Default: this machine's. */
  readonly clock?: Clock;
  /** Makes calls to DynamoDB fail. */
  readonly faults?: DynamoDbFaults;
  /** Told of every call to DynamoDB, after its answer. */
  readonly onOperation?: (record: OperationRecord) => void;
  /** Stands around every call of a data source: to watch it, to hold it up, or never to answer it. */
  readonly around?: (call: DataSourceCall, proceed: () => Promise<DataSourceAnswer>) => Promise<DataSourceAnswer>;
  /** Adds to `ctx.env`. Without it there is no limit of messages a minute. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The API in this process: the real resolvers in the real runtime on a real database engine, without gateway and sockets. */
export interface Api {
  /** Runs a query or mutation as this user, whose display name is the user id. */
  execute(userId: string, query: string, variables?: JsonObject): Promise<GraphQLAnswer>;
  /** The same tables through the adapters, to prepare and to look. */
  readonly stores: Stores;
  /** An item as it is stored, or `undefined`. */
  item(table: TableName, key: Key): Promise<Readonly<Record<string, unknown>> | undefined>;
  /** Ends the engine and removes its data. */
  close(): Promise<void>;
}

/** @throws {EngineUnavailable} on a machine without a database engine. */
export async function openApi(options: ApiOptions = {}): Promise<Api> {
  const engine = await startDynamoDb();
  if ('unavailable' in engine) throw new EngineUnavailable(engine.unavailable);
  const connection = connectDynamoDb({ endpoint: engine.endpoint, clock: systemClock });
  const close = async (): Promise<void> => {
    connection.close();
    await engine.close();
  };
  try {
    const executor = await executorOn(engine, connection, options);
    return {
      async execute(userId, query, variables = {}) {
        const identity = { sub: userId, username: userId, groups: [], claims: { sub: userId, name: userId } };
        const caller = { mode: 'AMAZON_COGNITO_USER_POOLS' as const, identity };
        const { answer } = await executor.execute({ query, variables }, caller, {});
        return answer;
      },
      stores: engine.stores,
      async item(table, key) {
        const { client, ...names } = engine.tables;
        const get = new GetCommand({ TableName: names[table], Key: { ...key }, ConsistentRead: true });
        return (await client.send(get)).Item;
      },
      close,
    };
  } catch (cause) {
    await close();
    throw cause;
  }
}

/**
 * A group of tests on an API of their own, which is closed after the last of them. On a machine without a database engine
 * they are one skipped test that says why. Await it at the top level of a test file.
 */
export async function describeOnApi(name: string, options: ApiOptions, tests: (api: Api) => void): Promise<void> {
  try {
    const api = await openApi(options);
    describe(name, () => {
      afterAll(() => api.close());
      tests(api);
    });
  } catch (cause) {
    if (!(cause instanceof EngineUnavailable)) throw cause;
    describe(name, () => {
      it('needs a database engine', (context) => context.skip(cause.message));
    });
  }
}

/** The JSON at a path in an answer's data; `null` where there is none. */
export function valueAt(answer: GraphQLAnswer, ...path: readonly (string | number)[]): Json {
  // What the executor hands on is JSON once it is written down; reading it back is what a client does.
  let value: Json | undefined = parseJson(JSON.stringify(answer.data ?? null)) ?? null;
  for (const step of path) {
    if (isJsonArray(value)) value = typeof step === 'number' ? value[step] : undefined;
    else value = isJsonObject(value) ? value[step] : undefined;
  }
  return value ?? null;
}

/** The codes of an answer's refusals, in order; an error without one is told by its message. */
export const refusalsOf = (answer: GraphQLAnswer): readonly string[] =>
  (answer.errors ?? []).map(({ errorType, message }) => errorType ?? message);

const systemClock: Clock = { now: () => Date.now() };
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

async function executorOn(
  engine: DynamoDbUnderTest,
  connection: ReturnType<typeof connectDynamoDb>,
  { clock = systemClock, faults, onOperation, around, env = {} }: ApiOptions,
) {
  const metrics = createMetrics();
  const { chat, guards } = engine.tables;
  const settings = { [tableSettings.chat]: chat, [tableSettings.guards]: guards, MESSAGES_PER_MINUTE: '0', ...env };
  const { chatSessions, directory } = engine.stores;
  const chatService = createChatService({
    chatSessions,
    directory,
    clock: { now: () => instantOf(clock.now()) },
    ids: { sessionId: aSessionId },
  });
  const table = {
    connection,
    metrics,
    tokenSecret: randomUUID(),
    ...(faults === undefined ? {} : { faults }),
    ...(onOperation === undefined ? {} : { onOperation }),
  };
  const watched = (source: DataSourceName, inner: DataSource): [string, DataSource] => [
    source,
    {
      name: inner.name,
      invoke: (request, context) => {
        const proceed = () => inner.invoke(request, context);
        return around === undefined ? proceed() : around({ source, request, context }, proceed);
      },
    },
  ];
  return createExecutor({
    schemaSdl: await readFile(join(root, 'schema.graphql'), 'utf8'),
    rows: resolvers,
    functions,
    code: await code(clock),
    dataSources: new Map([
      watched('Chat', createDynamoDbDataSource({ ...table, name: 'Chat', table: chat })),
      watched('Guards', createDynamoDbDataSource({ ...table, name: 'Guards', table: guards })),
      watched(
        'ChatService',
        createLambdaDataSource({ name: 'ChatService', invoke: chatService.handle, metrics, log: quiet }),
      ),
      watched('None', createNoneDataSource({ name: 'None' })),
    ]),
    env: settings,
    metrics,
    log: quiet,
  });
}

async function code(clock: Clock) {
  const entries = [...resolvers.map(codeOf), ...Object.keys(functions).map(codeOfFunction)];
  const evaluator = createEvaluator({ now: () => clock.now() });
  const bundles = await bundleResolvers({ root, entries });
  return new Map([...bundles].map(([name, source]) => [name, evaluator.load({ name, code: source })]));
}
